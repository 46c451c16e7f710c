import Domain
import Foundation
import Logging
import PKI
import Settings
import Testing

@testable import Server

/// The file tells of an emulator that runs, so that one does, on a free port.
@Suite(.timeLimit(.minutes(2))) struct ReadyFileTests {
    @Test("The file's keys and values, and what is said when it cannot be written")
    func readyFile() async throws {
        let folder = try DataFolder(path: nil)
        defer { folder.removeIfTemporary() }
        var options = ServeOptions(settings: .default)
        options.port = 0
        options.dataFolder = nil
        options.certificatesFolder = "\(folder.path)/certs"
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let emulator = try await Emulator.start(options, logger: logger)
        let checked = Result { try self.check(emulator, folder: folder.path) }
        try await emulator.stop()
        try checked.get()
    }

    private func check(_ emulator: Emulator, folder: String) throws {
        let client = try #require(emulator.certificates.environments[.test]?.clients.first)
        let ready = ReadyFile(emulator, client: client)
        try ready.write(to: "\(folder)/ready.json")
        let clients = "\(folder)/certs/test/clients/\(client.user)"
        #expect(
            try String(contentsOfFile: "\(folder)/ready.json", encoding: .utf8) == """
                {
                  "baseURL" : "https://127.0.0.1:\(emulator.port)/m2m/v2/",
                  "ca" : "\(folder)/certs/server/ca.crt",
                  "clientCertificate" : "\(clients).crt",
                  "clientKey" : "\(clients).key",
                  "clientPKCS12" : "\(clients).p12",
                  "clientPKCS12Password" : "\(clients).password",
                  "pid" : \(ProcessInfo.processInfo.processIdentifier)
                }
                """
        )
        let missing = "\(folder)/no/ready.json"
        let error = #expect(throws: EmulatorError.self) { try ready.write(to: missing) }
        #expect(
            error?.description == "Cannot write the ready file '\(missing)': No such file or directory. "
                + "Its folder must exist and be writable."
        )
    }
}
