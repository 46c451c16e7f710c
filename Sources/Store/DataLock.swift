import Foundation

/// Holds the data folder for one process: the kernel lets go of it when the process ends, however it ends.
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
                ? StoreError.inUse(folder) : StoreError.cannotLock(folder, reason: String(cString: strerror(reason)))
        }
    }

    deinit {
        if self.descriptor >= 0 { close(self.descriptor) }
    }
}
