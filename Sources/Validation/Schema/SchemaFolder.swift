import CLibXML2
import CXMLSupport
import Domain
import Glibc

/// What a schema that is being loaded may open: files of its own folder, or, for one that the emulator brings along,
/// nothing but itself.
///
/// libxml2 knows the files by invented addresses below ``root``, so that a path of this machine is never part of an
/// address, whatever characters it has, and whatever leaves the folder is seen to leave it. Used by one thread.
final class SchemaFolder {
    private static let root = "schema:/folder/"
    private static let longestFile = 16 << 20

    /// The one whose schema this thread is loading.
    static var current: SchemaFolder? {
        m2m_xml_loader().map { Unmanaged<SchemaFolder>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Of the schema itself.
    let address: String
    private let location: SchemaLocation
    /// With its slash; empty for the working folder.
    private let folder: String
    private(set) var mistakes: [SchemaError.Mistake] = []

    init(_ location: SchemaLocation) {
        self.location = location
        let name: Substring
        switch location {
        case .builtIn(let schema):
            self.folder = "builtin:"
            name = schema.rawValue[...]
        case .file(let path):
            let slash = path.lastIndex(of: "/")
            self.folder = slash.map { String(path[...$0]) } ?? ""
            name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        }
        self.address = Self.root + Self.escaped(String(name))
    }

    /// Lets this thread open what the folder has while `body` runs.
    func whileOpen<Result>(_ body: () -> Result) -> Result {
        m2m_xml_set_loader(Unmanaged.passUnretained(self).toOpaque())
        defer { m2m_xml_set_loader(nil) }
        return withExtendedLifetime(self, body)
    }

    /// A file's path as the user knows it; an address that is none of the folder's stays what it is.
    func path(of address: String) -> String {
        self.name(of: address).map { self.folder + $0 } ?? address
    }

    /// A message of libxml2's with paths in the place of addresses.
    func withPaths(_ message: String) -> String { message.replacing(Self.root, with: self.folder) }

    /// What libxml2 asks for: the document at an address, or nothing and a mistake.
    func open(_ address: UnsafePointer<CChar>?, for parser: xmlParserCtxtPtr?) -> xmlParserInputPtr? {
        guard let address else { return nil }
        let text = String(cString: address)
        guard let name = self.name(of: text), let bytes = self.bytes(name) else {
            if self.name(of: text) == nil { self.refuse(text) }
            return nil
        }
        let buffer = bytes.withUnsafeBytes { bytes in
            xmlParserInputBufferCreateMem(bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), .init(0))
        }
        guard let buffer else { return nil }
        guard let input = xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE) else {
            xmlFreeParserInputBuffer(buffer)
            return nil
        }
        // Freed with the input.
        input.pointee.filename = xmlStrdup(UnsafeRawPointer(address).assumingMemoryBound(to: xmlChar.self))
            .map { UnsafePointer(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) }
        return input
    }

    private func name(of address: String) -> String? {
        guard address.hasPrefix(Self.root) else { return nil }
        let name = Self.unescaped(String(address.dropFirst(Self.root.count)))
        return name.split(separator: "/", omittingEmptySubsequences: false).contains("..") ? nil : name
    }

    private func refuse(_ address: String) {
        let reference = address.hasPrefix("schema:") ? Self.unescaped(String(address.dropFirst(7))) : address
        self.mistakes.append(.outside(self.shownFolder, reference: reference, in: self.path(of: self.address)))
    }

    private var shownFolder: String { self.folder.isEmpty ? "." : self.folder }

    private func bytes(_ name: String) -> [UInt8]? {
        switch self.location {
        case .builtIn(let schema):
            if name == schema.rawValue { return schema.bytes }
            self.mistakes.append(.outside(self.shownFolder, reference: name, in: self.path(of: self.address)))
            return nil
        case .file: return self.fileBytes(self.folder + name)
        }
    }

    /// Links are followed as long as they stay in the folder.
    private func fileBytes(_ path: String) -> [UInt8]? {
        guard let real = Self.realPath(path) else {
            self.mistakes.append(.unreadable(path, reason: String(cString: strerror(errno))))
            return nil
        }
        guard let folder = Self.realPath(self.shownFolder), real.hasPrefix(folder == "/" ? folder : folder + "/") else {
            self.mistakes.append(.outside(self.shownFolder, reference: path, in: self.path(of: self.address)))
            return nil
        }
        do throws(SchemaFile.Failure) {
            guard let bytes = try SchemaFile.bytes(path: real, atMost: Self.longestFile) else {
                self.mistakes.append(.tooLarge(path, limit: Self.longestFile))
                return nil
            }
            return bytes
        } catch {
            self.mistakes.append(.unreadable(path, reason: error.reason))
            return nil
        }
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    private static func escaped(_ text: String) -> String {
        guard let escaped = xmlURIEscapeStr(text, "") else { return text }
        defer { m2m_xml_free(escaped) }
        return String(cString: escaped)
    }

    private static func unescaped(_ text: String) -> String {
        guard let unescaped = xmlURIUnescapeString(text, 0, nil) else { return text }
        defer { m2m_xml_free(unescaped) }
        return String(cString: unescaped)
    }
}

extension BuiltInSchema {
    fileprivate var bytes: [UInt8] {
        switch self {
        case .v10: PackageResources.V10_1_xsd
        case .v40: PackageResources.V40_1_xsd
        case .kritaMonthly: PackageResources.Krita_Monthly_1_xsd
        }
    }
}
