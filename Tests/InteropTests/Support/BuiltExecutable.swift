import Foundation

/// The executable under test.
enum BuiltExecutable {
    /// Names another executable than the one that was built together with the tests.
    static let variable = "M2M_EMULATOR"

    /// - Throws: when it is not there; a test that cannot start the emulator has failed.
    static func path() throws -> String {
        let path = ProcessInfo.processInfo.environment[self.variable] ?? self.besideTheTests
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw InteropFailure(
                "There is no executable '\(path)'. Build it with 'swift build --product m2m-emulator', or set "
                    + "\(self.variable) to where it is."
            )
        }
        return path
    }

    /// `swift test` runs `<build folder>/<package>PackageTests.xctest`, and builds the package's executables there.
    private static var besideTheTests: String {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("m2m-emulator").path
    }
}

/// What kept a test from coming to its expectations.
struct InteropFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
