import Foundation

/// One folder of certificates for all emulators of a test run: making its keys is the slow part of a first start.
enum SharedCertificates {
    private static let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("m2m-interop-certs-\(UUID().uuidString)")

    /// Made by the first test that asks; the others wait for it.
    static let path: Task<String, any Error> = Task {
        let place = try Workplace()
        atexit { try? FileManager.default.removeItem(at: SharedCertificates.folder) }
        do {
            let arguments = ["serve", "--port", "0", "--ephemeral", "--certs", folder.path]
            let emulator = try await place.startEmulator(arguments)
            emulator.send(SIGTERM)
            _ = try await emulator.success()
        } catch {
            await place.close()
            throw error
        }
        await place.close()
        return folder.path
    }
}
