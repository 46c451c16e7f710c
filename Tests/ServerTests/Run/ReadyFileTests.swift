import Foundation
import Logging
import Settings
import Testing

@testable import Server

/// The file tells of an emulator that runs, so that one does, on a free port.
@Suite(.timeLimit(.minutes(5))) struct ReadyFileTests {
    @Test("The file's keys and values, and what is said when it cannot be written")
    func readyFile() async throws {
        try await self.withEmulator { emulator, folder in
            let ready = ReadyFile(emulator)
            try ready.write(to: "\(folder)/ready.json")
            #expect(
                try String(contentsOfFile: "\(folder)/ready.json", encoding: .utf8)
                    == "{\n\(self.lines(emulator.test, folder).joined(separator: ",\n"))\n}"
            )
            let missing = "\(folder)/no/ready.json"
            let error = #expect(throws: EmulatorError.self) { try ready.write(to: missing) }
            #expect(
                error?.description == "Cannot write the ready file '\(missing)': No such file or directory. "
                    + "Its folder must exist and be writable."
            )
        }
    }

    @Test("Production stands under its own key, with the same keys, when it runs")
    func production() async throws {
        try await self.withEmulator(production: true) { emulator, folder in
            try ReadyFile(emulator).write(to: "\(folder)/ready.json")
            let production = try #require(emulator.production)
            let inner = self.lines(production, folder).map { "  \($0)" }.joined(separator: ",\n")
            let lines = self.lines(emulator.test, folder) + ["  \"production\" : {\n\(inner)\n  }"]
            #expect(
                try String(contentsOfFile: "\(folder)/ready.json", encoding: .utf8)
                    == "{\n\(lines.joined(separator: ",\n"))\n}"
            )
        }
    }

    /// The keys of one environment, in their order.
    private func lines(_ environment: RunningEnvironment, _ folder: String) -> [String] {
        let client = "\(folder)/certs/\(environment.name)/clients/demo"
        return [
            "\"baseURL\" : \"https://127.0.0.1:\(environment.port)/m2m/v2/\"",
            "\"ca\" : \"\(folder)/certs/server/ca.crt\"",
            "\"clientCertificate\" : \"\(client).crt\"",
            "\"clientKey\" : \"\(client).key\"",
            "\"clientPKCS12\" : \"\(client).p12\"",
            "\"clientPKCS12Password\" : \"\(client).password\"",
            "\"pid\" : \(ProcessInfo.processInfo.processIdentifier)",
        ].map { "  \($0)" }
    }

    private func withEmulator(
        production: Bool = false,
        _ body: (Emulator, String) throws -> Void
    ) async throws {
        let folder = try DataFolder(path: nil)
        defer { folder.removeIfTemporary() }
        var options = ServeOptions(settings: .default)
        options.port = 0
        options.productionPort = production ? 0 : nil
        options.dataFolder = nil
        options.certificatesFolder = "\(folder.path)/certs"
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let emulator = try await Emulator.start(options, logger: logger)
        let checked = Result { try body(emulator, folder.path) }
        try await emulator.stop()
        try checked.get()
    }
}
