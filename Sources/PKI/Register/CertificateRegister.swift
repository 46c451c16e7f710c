public import Domain
internal import Foundation

/// The certificate office's register of an environment: which certificates it issued, and to whom.
///
/// A certificate that a start of the emulator made for a serial number of the settings is not in it: the settings say
/// whose that is.
public struct CertificateRegister: Hashable, Sendable, Codable {
    /// In the order in which they were issued; no serial number twice.
    public private(set) var certificates: [RegisteredCertificate] = []

    /// Far above what anybody issues by hand, at some 300 bytes a certificate.
    static let maximumSize = 16 * 1_048_576

    init() {}

    /// Whose certificate has which serial number.
    public var users: [CertificateSerial: String] {
        Dictionary(self.certificates.map { ($0.serial, $0.user) }, uniquingKeysWith: { first, _ in first })
    }

    /// Reads a register. Takes no lock: the file is replaced as a whole, never changed.
    ///
    /// - Parameter path: where there is no file, nothing was issued yet.
    /// - Throws: ``PKIError`` with `file-failed`, or `corrupt-file` for a file that is no register, names a serial number
    ///   twice or exceeds 16 MiB.
    public static func load(path: String) throws(PKIError) -> CertificateRegister {
        guard let content = try SystemFile.content(of: path, isPrivate: false, maximumSize: Self.maximumSize) else {
            return CertificateRegister()
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let register: CertificateRegister
        do {
            register = try decoder.decode(CertificateRegister.self, from: Data(content.bytes))
        } catch {
            throw Self.corrupt(path, Self.reason(error))
        }
        var serials: Set<CertificateSerial> = []
        for certificate in register.certificates where !serials.insert(certificate.serial).inserted {
            throw Self.corrupt(path, "the serial number \(certificate.serial) stands in it twice")
        }
        return register
    }

    mutating func add(_ certificate: RegisteredCertificate) { self.certificates.append(certificate) }

    func contains(_ serial: CertificateSerial) -> Bool { self.certificates.contains { $0.serial == serial } }

    /// The file's bytes.
    func json() throws(PKIError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes: [UInt8]
        do {
            bytes = Array(try encoder.encode(self) + Data("\n".utf8))
        } catch {
            throw PKIError(
                .invalidInput,
                "The certificate register cannot be written",
                cause: Self.reason(error),
                hint: "Report this as a defect."
            )
        }
        guard bytes.count <= Self.maximumSize else {
            throw PKIError(
                .invalidInput,
                "The certificate register of \(self.certificates.count) certificates would have \(bytes.count) bytes: "
                    + "at most \(Self.maximumSize) are allowed",
                hint: "Remove entries that nobody needs any more from register.json."
            )
        }
        return bytes
    }

    private static func corrupt(_ path: String, _ cause: String) -> PKIError {
        PKIError(
            .corruptFile,
            "'\(path)' is no readable certificate register",
            cause: cause,
            hint: "Mend it or put a good copy in its place. If it is deleted, the certificates in it belong to no user."
        )
    }

    /// The decoder's words with the place they speak of.
    private static func reason(_ error: any Error) -> String {
        let context: DecodingError.Context
        switch error as? DecodingError {
        case .dataCorrupted(let found), .keyNotFound(_, let found), .typeMismatch(_, let found),
            .valueNotFound(_, let found):
            context = found
        default: return "\(error)"
        }
        let place = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        return (place.isEmpty ? "" : "\(place): ") + context.debugDescription
    }
}
