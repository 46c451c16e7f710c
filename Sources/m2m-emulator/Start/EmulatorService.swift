import Domain
import Foundation
import Logging
import Server
import ServiceLifecycle

/// The emulator between its start and what ends it.
struct EmulatorService: Service {
    let options: ServeOptions
    /// `nil` for the machine's time.
    let clocks: EmulatorClocks?
    let start: StartOptions
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

    private func removeReadyFile() {
        if let file = self.start.readyFile { try? FileManager.default.removeItem(atPath: file) }
    }

    private func announce(_ emulator: Emulator) throws {
        let ready = ReadyFile(emulator)
        if let file = self.start.readyFile { try ready.write(to: file) }
        let text =
            self.start.isReadyJSON
            ? try ready.line() + "\n"
            : Banner(emulator, options: self.options, clock: self.clocks?.common).text
        // One write, so that nothing comes between the lines; and none where standard output is closed.
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
