import Foundation

/// Holds the data folder for one process: the kernel lets go of it when the process ends, however it ends. The file says
/// which process that is, for whoever is refused.
final class DataLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``StoreError`` when another process holds the folder.
    init(folder: String) throws {
        let descriptor = open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        // From here on deinit closes it, after a throw too.
        self.descriptor = descriptor
        guard descriptor >= 0 else {
            throw StoreError.cannotLock(folder, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            throw reason == EWOULDBLOCK
                ? StoreError.inUse(folder, process: self.holder)
                : StoreError.cannotLock(folder, reason: String(cString: strerror(reason)))
        }
        self.signIn()
    }

    /// A file that cannot be written to holds the folder all the same: it is then not told who does.
    private func signIn() {
        let name = Array("\(getpid())\n".utf8)
        guard ftruncate(self.descriptor, 0) == 0 else { return }
        _ = pwrite(self.descriptor, name, name.count, 0)
    }

    /// `nil` when whoever holds the folder has not written it yet, or could not.
    private var holder: Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(self.descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: bytes.prefix(count), as: UTF8.self).prefix { $0.isNumber })
    }

    deinit {
        if self.descriptor >= 0 { close(self.descriptor) }
    }
}
