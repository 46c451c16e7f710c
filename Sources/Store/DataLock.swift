import Foundation

/// Holds the data folder for one process: the kernel lets go of it when the process ends, however it ends.
final class DataLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``StoreError`` when another process holds the folder.
    init(folder: String) throws {
        self.descriptor = open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard self.descriptor >= 0 else {
            throw StoreError.cannotLock(folder, reason: String(cString: strerror(errno)))
        }
        guard flock(self.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            close(self.descriptor)
            throw reason == EWOULDBLOCK
                ? StoreError.inUse(folder) : StoreError.cannotLock(folder, reason: String(cString: strerror(reason)))
        }
    }

    deinit {
        close(self.descriptor)
    }
}
