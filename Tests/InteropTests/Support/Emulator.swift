import Foundation

/// A running emulator, its ready file and its data folder.
struct Emulator {
    let place: Workplace
    let process: ChildProcess
    let ready: Ready

    /// The ready file's content.
    struct Ready: Decodable {
        let baseURL: String
        let ca: String
        let clientCertificate: String
        let clientKey: String
        let clientPKCS12: String
        let clientPKCS12Password: String
        let pid: Int32
        /// Of the production environment; `nil` when that does not run.
        let production: Production?
        /// `nil` when it is not to be controlled from outside.
        let managementURL: String?
    }

    struct Production: Decodable {
        let baseURL: String
        let ca: String
        let clientCertificate: String
        let clientKey: String
    }

    /// Starts on any free port, with the test's data folder and the shared certificates.
    ///
    /// - Parameters:
    ///   - settings: what differs from the documented settings.
    ///   - storage: where deliveries are kept; by default the test's data folder.
    ///   - options: further ones.
    init(
        in place: Workplace,
        settings: [String: String] = [:],
        storage: [String]? = nil,
        options: [String] = []
    ) async throws {
        let file = try place.write(try Repository.settings(settings), to: "settings.yaml")
        let storage = storage ?? ["--data", place.data.path]
        let arguments = ["serve", "--port", "0", "--settings", file.path]
        let certificates = ["--certs", try await SharedCertificates.path.value]
        self.place = place
        self.process = try await place.startEmulator(arguments + certificates + storage + options)
        self.ready = try JSONDecoder().decode(Ready.self, from: Data(contentsOf: place.readyFile))
    }

    var port: Int { URL(string: self.ready.baseURL)?.port ?? 0 }

    // MARK: What is stored

    /// Ids of deliveries and unfinished uploads: the names of the files kept.
    var storedFiles: [String] {
        get throws {
            let folder = self.place.data.appendingPathComponent("test/files")
            return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        }
    }

    /// SHA-256 of the file kept for a delivery.
    func storedHash(_ delivery: String) async throws -> String {
        try await self.place.sha256(self.place.data.appendingPathComponent("test/files/\(delivery)"))
    }
}

extension Workplace {
    /// By coreutils, whose code is not the emulator's.
    func sha256(_ file: URL) async throws -> String {
        String(try await self.run("sha256sum", ["--", file.path]).prefix(64))
    }
}

/// Gives a test a running emulator; both it and its folder go with the test.
func withEmulator(_ settings: [String: String] = [:], _ body: (Emulator) async throws -> Void) async throws {
    try await withWorkplace { place in try await body(Emulator(in: place, settings: settings)) }
}
