import Foundation

extension Workplace {
    nonisolated func path(_ name: String) -> String { self.folder.appendingPathComponent(name).path }

    /// What a command of the office printed.
    struct Outcome {
        let output: String
        let errors: String
    }

    /// Runs a command of the office on the folder `certs` of the workplace.
    ///
    /// - Parameter code: what the command must end with.
    func certs(_ arguments: [String], code: Int32 = 0) async throws -> Outcome {
        let child = try self.start(try BuiltExecutable.path(), ["certs"] + arguments + ["--certs", "certs"])
        let found = try await child.exitCode()
        guard found == code else {
            throw InteropFailure("\(arguments) ended with \(found), not \(code):\n\(child.output)\(child.errors)")
        }
        return Outcome(output: child.output, errors: child.errors)
    }
}
