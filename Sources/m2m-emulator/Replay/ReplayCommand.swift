import ArgumentParser
import Foundation
import Journal

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Play the calls of a bundle once more against a fresh emulator, and tell each answer that differs.",
        discussion: """
            A bundle is what a running emulator's control interface gives at /environments/test/bundle, or at a sandbox's \
            bundle. Its calls are made one after the other, in the order in which they began, over mutual TLS on this \
            machine, with certificates made for it and a clock that stands at the time of each call.

            The exit code is 0 when every answer was as recorded, 1 when one differs, 2 when the bundle cannot be played.
            """
    )

    /// When there is nothing to be compared.
    private static let cannotPlay = ExitCode(2)

    @Argument(help: "The bundle's file.")
    var bundle: String

    func run() async throws {
        let result: ReplayResult
        do {
            let document = try ReplayBundle.load(self.bundle)
            result = try await ReplayFolder.with { folder in
                try await BundleReplay(bundle: document, folder: folder).run()
            }
        } catch {
            CommandOutput.writeError("\(error)")
            throw Self.cannotPlay
        }
        CommandOutput.write(result.description)
        if !result.differences.isEmpty { throw ExitCode.failure }
    }
}

/// A temporary folder, its owner's alone.
enum ReplayFolder {
    static func with<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("m2m-replay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
