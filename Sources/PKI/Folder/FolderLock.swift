#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Lets one opening of a folder happen at a time, among all processes of the machine.
enum FolderLock {
    static let name = ".lock"

    /// Waits until no one else holds the folder. The system takes the lock from a process that dies, so a wait ends.
    static func hold<Value>(_ folder: String, _ body: () throws(PKIError) -> Value) throws(PKIError) -> Value {
        let path = "\(folder)/\(Self.name)"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        // Where nothing can be written there is nothing to guard: a complete folder on a read-only mount is served.
        if descriptor < 0, errno == EROFS { return try body() }
        guard descriptor >= 0 else { throw .system("lock", path) }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .system("lock", path) }
        }
        return try body()
    }
}
