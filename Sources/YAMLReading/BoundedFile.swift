import Foundation

/// Reads a file that may be anything: a folder, a device without end, somebody's disk image.
enum BoundedFile {
    struct Failure: Error {
        /// A noun phrase with the system's own words.
        let reason: String
    }

    /// The file's bytes, or its first `limit`.
    static func bytes(path: String, atMost limit: Int) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw self.failure("opened") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
            let added = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + count, limit - count) }
            if added < 0, errno == EINTR { continue }
            guard added >= 0 else { throw self.failure("read") }
            if added == 0 { break }
            count += added
        }
        return Array(bytes.prefix(count))
    }

    private static func failure(_ attempt: String) -> Failure {
        Failure(reason: "a file that cannot be \(attempt) (\(String(cString: strerror(errno))))")
    }
}
