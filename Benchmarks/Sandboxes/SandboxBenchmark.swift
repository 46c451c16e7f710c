import ArgumentParser

/// What the start contract promises to tests, measured through `EmulatorTesting`. Each command prints one line of JSON.
@main
struct SandboxBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "m2m-sandboxes",
        abstract: "Measures tests that use the emulator in their own process.",
        subcommands: [OnceCommand.self, CrowdCommand.self]
    )
}
