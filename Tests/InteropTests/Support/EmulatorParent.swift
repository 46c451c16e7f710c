import Foundation
import Testing

/// A program in another language that starts the emulator with `--exit-with-parent`, as a test's fixture does.
enum EmulatorParent: String, CaseIterable, CustomStringConvertible {
    case python = "Python's subprocess"
    case java = "Java's ProcessBuilder"
    case node = "Node's child_process"

    /// What it gives the emulator as standard input.
    enum Input: String, CaseIterable {
        case pipe, null
    }

    var description: String { self.rawValue }

    func start(_ input: Input, in place: Workplace) async throws -> ChildProcess {
        let (program, client) =
            switch self {
            case .python: ("python3", "parent.py")
            case .java: ("java", "Parent.java")
            case .node: ("node", "parent.mjs")
            }
        let serve = [
            try BuiltExecutable.path(), "serve", "--port", "0", "--ephemeral", "--certs",
            try await SharedCertificates.path.value, "--ready-json", "--ready-file", place.readyFile.path,
            "--exit-with-parent",
        ]
        return try await place.start(program, [Repository.client(client), input.rawValue] + serve)
    }
}

extension ChildProcess {
    /// The first line that it prints, as the ready object.
    func ready() async throws -> Emulator.Ready {
        let line = try await poll("the ready line; errors: \(self.errors)") {
            self.output.firstIndex(of: "\n").map { self.output[..<$0] }
        }
        return try JSONDecoder().decode(Emulator.Ready.self, from: Data(line.utf8))
    }
}
