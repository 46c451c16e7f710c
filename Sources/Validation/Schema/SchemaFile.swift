import Glibc

/// Reads a schema's file, which may turn out to be a folder, a device without end, or somebody's disk image.
enum SchemaFile {
    struct Failure: Error {
        /// The system's words.
        let reason: String
    }

    /// - Returns: `nil` for a file of more than `limit` bytes.
    static func bytes(path: String, atMost limit: Int) throws(Failure) -> [UInt8]? {
        // Not blocking, or a named pipe without a writer would keep the emulator from ever starting.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(reason: "not a file") }
        var bytes: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(descriptor, &portion, portion.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(reason: String(cString: strerror(errno))) }
            if count == 0 { return bytes }
            bytes += portion.prefix(count)
            guard bytes.count <= limit else { return nil }
        }
    }
}
