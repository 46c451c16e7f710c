import Domain
import Foundation
import Logging
import Server
import ServiceLifecycle

/// The emulator between its start and the signal that ends it.
struct EmulatorService: Service {
    let options: ServeOptions
    /// `nil` for the machine's time.
    let clocks: EmulatorClocks?
    let readyFile: String?
    let logger: Logger

    func run() async throws {
        // One that a killed emulator left behind would send its reader to a port where nobody is.
        self.removeReadyFile()
        defer { self.removeReadyFile() }
        let emulator = try await Emulator.start(
            self.options,
            clocks: self.clocks ?? EmulatorClocks(),
            logger: self.logger
        )
        do {
            try self.announce(emulator)
            try await gracefulShutdown()
        } catch {
            try await emulator.stop()
            throw error
        }
        self.logger.notice("stopping: requests in flight are finished")
        try await emulator.stop()
    }

    private func banner(_ emulator: Emulator) -> Banner {
        Banner(emulator, options: self.options, clock: self.clocks?.common)
    }

    private func removeReadyFile() {
        if let readyFile { try? FileManager.default.removeItem(atPath: readyFile) }
    }

    private func announce(_ emulator: Emulator) throws {
        if let readyFile { try ReadyFile(emulator).write(to: readyFile) }
        // One write, so that nothing comes between the lines; and none where standard output is closed.
        try? FileHandle.standardOutput.write(contentsOf: Data(self.banner(emulator).text.utf8))
    }
}
