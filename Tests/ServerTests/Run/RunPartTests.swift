import Domain
import Foundation
import Testing

@testable import Server

@Suite struct RunPartTests {
    @Test(
        "The address that clients are given",
        arguments: [
            ("127.0.0.1", "https://127.0.0.1:8443/m2m/v2/"), ("localhost", "https://localhost:8443/m2m/v2/"),
            ("m2m.example.se", "https://m2m.example.se:8443/m2m/v2/"), ("0.0.0.0", "https://localhost:8443/m2m/v2/"),
            ("::", "https://localhost:8443/m2m/v2/"), ("", "https://localhost:8443/m2m/v2/"),
            ("::1", "https://[::1]:8443/m2m/v2/"), ("fe80::1", "https://[fe80::1]:8443/m2m/v2/"),
        ]
    )
    func baseURL(_ host: String, _ text: String) {
        #expect(BaseURL.text(host: host, port: 8443) == text)
    }

    @Test(
        "An error names what was found and what to do",
        arguments: [
            (
                EmulatorError.notListening(host: "h"),
                "The socket on 'h' has no port after it was bound. Try another --host."
            ),
            (
                .unknownHost("h"),
                "Cannot listen on 'h': it is no address of this machine. Use --host 127.0.0.1, or 0.0.0.0 for all addresses."
            ),
            (
                .cannotBind(host: "h", port: 1, of: .test, reason: EACCES),
                """
                Cannot listen on h:1: Permission denied. Stop what uses the port, or choose another with --port \
                (0 means any free one).
                """
            ),
            (
                .cannotBind(host: "h", port: 1, of: .production, reason: EACCES),
                """
                Cannot listen on h:1: Permission denied. Stop what uses the port, or choose another with \
                --production-port (0 means any free one).
                """
            ),
            (
                .notInSettings(.production),
                """
                The production environment is asked for, but the settings have no 'environments.production'. Add it \
                with its organisations and users, as fixtures/settings.yaml shows, or start without --production.
                """
            ),
            (
                .cannotWrite(readyFile: "/f", reason: "Is a directory"),
                "Cannot write the ready file '/f': Is a directory. Its folder must exist and be writable."
            ),
        ]
    )
    func errors(_ error: EmulatorError, _ text: String) {
        #expect("\(error)" == text)
    }

    @Test("A folder that was asked for is named, not made, and stays")
    func namedFolder() throws {
        let temporary = try DataFolder(path: nil)
        defer { temporary.removeIfTemporary() }
        let path = "\(temporary.path)/data"
        let data = try DataFolder(path: path)
        #expect(!data.isTemporary)
        #expect(data.folder(of: .test) == "\(path)/test")
        #expect(data.files(of: .test) == "\(path)/test/files")
        #expect(!FileManager.default.fileExists(atPath: path))
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        data.removeIfTemporary()
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test("A temporary folder is its owner's alone, another each time, and goes with all that is in it")
    func temporaryFolder() throws {
        let (data, other) = (try DataFolder(path: nil), try DataFolder(path: nil))
        defer { other.removeIfTemporary() }
        #expect(data.isTemporary)
        #expect(data.path != other.path)
        let attributes = try FileManager.default.attributesOfItem(atPath: data.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        try FileManager.default.createDirectory(
            atPath: data.files(of: .test),
            withIntermediateDirectories: true
        )
        data.removeIfTemporary()
        #expect(!FileManager.default.fileExists(atPath: data.path))
        #expect(FileManager.default.fileExists(atPath: other.path))
    }
}
