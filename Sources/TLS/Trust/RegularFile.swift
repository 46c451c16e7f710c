import COpenSSL
import Foundation

/// Opens a file for OpenSSL. `BIO_new_file` would wait at a pipe that nobody writes to, for ever.
enum RegularFile {
    struct Unusable: Error {
        /// In the system's words, which are plainer than OpenSSL's.
        let reason: String

        init(_ reason: String) { self.reason = reason }

        init(errno number: Int32) { self.reason = String(cString: strerror(number)) }
    }

    /// 16 MiB are some 250 000 revoked certificates, which take two seconds and 150 MB to read.
    static let limit = 16 << 20

    /// - Returns: a `BIO *` at the file's beginning, which is the caller's to free; `nil` when there is no such file.
    static func bio(_ path: String) throws(Unusable) -> OpaquePointer? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw Unusable(errno: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Unusable("it is no regular file")
        }
        guard status.st_size <= Self.limit else {
            close(descriptor)
            throw Unusable("it has \(status.st_size) bytes; at most \(Self.limit) are allowed")
        }
        guard let stream = fdopen(descriptor, "r") else {
            let reason = Unusable(errno: errno)
            close(descriptor)
            throw reason
        }
        guard let bio = BIO_new_fp(stream, BIO_CLOSE) else {
            fclose(stream)
            throw Unusable("OpenSSL has no memory for it")
        }
        return bio
    }
}
