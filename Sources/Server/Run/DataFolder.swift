import Domain
import Foundation

/// The folder that keeps deliveries, one subfolder an environment; or a temporary one.
struct DataFolder: Sendable {
    let path: String
    let isTemporary: Bool

    /// - Parameter path: `nil` for a temporary folder.
    init(path: String?) throws {
        if let path {
            self.path = path
            self.isTemporary = false
            return
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("m2m-emulator-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        self.path = folder.path
        self.isTemporary = true
    }

    func folder(of environment: EnvironmentName) -> String { "\(self.path)/\(environment)" }

    func files(of environment: EnvironmentName) -> String { "\(self.folder(of: environment))/files" }

    func removeIfTemporary() {
        // What cannot be removed is in the system's temporary folder, which the system clears.
        if self.isTemporary { try? FileManager.default.removeItem(atPath: self.path) }
    }
}
