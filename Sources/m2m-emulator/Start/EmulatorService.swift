import Domain
import Foundation
import Logging
import Management
import Server
import ServiceLifecycle

/// The emulator between its start and what ends it.
struct EmulatorService: Service {
    let options: ServeOptions
    /// `nil` for the machine's time.
    let clocks: EmulatorClocks?
    /// `nil` when it is not to be controlled from outside.
    let management: ManagementOptions?
    let start: StartOptions
    let logger: Logger

    func run() async throws {
        let emulator = try await Emulator.start(
            self.options,
            clocks: self.clocks ?? EmulatorClocks(),
            logger: self.logger
        )
        // One that a killed emulator left behind would send its reader to a port where nobody is. Not before the start: one
        // that runs on the same data or port has written it, and goes on.
        self.removeReadyFile()
        defer { self.removeReadyFile() }
        do {
            try await self.control(emulator)
        } catch {
            try await emulator.stop()
            throw error
        }
        try await emulator.stop()
    }

    /// Runs until it is to end, with the listener that controls the emulator.
    private func control(_ emulator: Emulator) async throws {
        guard let management else { return try await self.serve(emulator, controlledBy: nil) }
        let server = try await ManagementServer.start(emulator, management, logger: self.logger)
        do {
            try await self.serve(emulator, controlledBy: server)
        } catch {
            try await server.stop()
            throw error
        }
        try await server.stop()
    }

    private func serve(_ emulator: Emulator, controlledBy server: ManagementServer?) async throws {
        try self.announce(emulator, managementURL: server?.baseURL)
        try await gracefulShutdown()
        self.logger.notice("stopping: requests in flight are finished")
    }

    private func removeReadyFile() {
        if let file = self.start.readyFile { try? FileManager.default.removeItem(atPath: file) }
    }

    private func announce(_ emulator: Emulator, managementURL: String?) throws {
        let ready = ReadyFile(emulator, managementURL: managementURL)
        if let file = self.start.readyFile { try ready.write(to: file) }
        let text =
            self.start.isReadyJSON
            ? try ready.line() + "\n"
            : Banner(emulator, options: self.options, clock: self.clocks?.common, managementURL: managementURL).text
        // One write, so that nothing comes between the lines; and none where standard output is closed.
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
