import Domain
import Foundation
import Settings
import Synchronization

/// Folders of certificates in the system's temporary folder, removed when the process ends. Making keys and certificates is
/// the slow part of a start, so emulators that want the same share one.
enum SharedCertificates {
    /// What two emulators must agree on, or one would replace what the other shows.
    private struct Kind: Hashable {
        let environments: [EnvironmentName: [User]]
        let certificates: Settings.Certificates
        /// Certificates are dated by the clock, and issued anew when they are not valid by it.
        let day: Int
    }

    private struct State {
        var root: URL?
        var folders: [Kind: String] = [:]
    }

    private static let state = Mutex(State())

    /// - Throws: when the temporary folder cannot be written to.
    static func folder(for settings: Settings, at now: Date) throws -> String {
        let kind = Kind(
            environments: settings.environments.mapValues(\.users),
            certificates: settings.certificates,
            day: Int((now.timeIntervalSince1970 / 86_400).rounded(.down))
        )
        return try self.state.withLock { state in
            if let folder = state.folders[kind] { return folder }
            let root = try state.root ?? TemporaryFolder.make("m2m-testing-certificates")
            if state.root == nil {
                state.root = root
                atexit { SharedCertificates.removeAll() }
            }
            let folder = root.appendingPathComponent(String(state.folders.count)).path
            state.folders[kind] = folder
            return folder
        }
    }

    private static func removeAll() {
        guard let root = self.state.withLock({ $0.root }) else { return }
        try? FileManager.default.removeItem(at: root)
    }
}

/// Folders of this process in the system's temporary folder, readable by their owner alone.
enum TemporaryFolder {
    static func make(_ name: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return folder
    }
}
