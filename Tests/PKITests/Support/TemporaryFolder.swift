import Foundation

/// A folder that goes with the value.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "pki-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        self.path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: self.path) }

    func path(_ file: String) -> String { "\(self.path)/\(file)" }

    @discardableResult
    func write(_ file: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: self.path(file)))
        return self.path(file)
    }

    func read(_ file: String) throws -> Data { try Data(contentsOf: URL(filePath: self.path(file))) }

    func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: self.path(file)) }

    func mode(_ file: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: self.path(file))[.posixPermissions] as? Int
    }

    func setMode(_ mode: Int, _ file: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: self.path(file))
    }

    /// All files, hidden ones too, relative to the folder, with their content.
    func contents() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for file in try FileManager.default.subpathsOfDirectory(atPath: self.path) {
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: self.path(file), isDirectory: &isFolder)
            if exists, !isFolder.boolValue { contents[file] = try self.read(file) }
        }
        return contents
    }
}
