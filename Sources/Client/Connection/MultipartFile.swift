import Foundation
import NIOCore
import NIOPosix

/// A `multipart/form-data` body (RFC 7578) with one part, `File`, whose bytes are read from the disk as they are sent.
struct MultipartFile: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let boundary = "m2m-" + UUID().uuidString.lowercased()
    private let part: FilePart
    private let progress: @Sendable (Int) -> Void

    /// How much is read and sent at a time.
    private static let step = 256 << 10

    init(_ part: FilePart, progress: @escaping @Sendable (Int) -> Void = { _ in }) {
        self.part = part
        self.progress = progress
    }

    var contentType: String { "multipart/form-data; boundary=\"\(self.boundary)\"" }
    var length: Int { self.head.utf8.count + self.part.bytes.count + self.tail.utf8.count }

    private var head: String {
        // Quoted for who reads no filename*; a name in other letters stands there (RFC 8187).
        let plain = String(self.part.name.map { $0.isASCII && !"\"\\%".contains($0) ? $0 : "_" })
        return "--\(self.boundary)\r\nContent-Disposition: form-data; name=\"File\"; filename=\"\(plain)\"; "
            + "filename*=UTF-8''\(self.part.name.percentEncoded)\r\nContent-Type: application/octet-stream\r\n\r\n"
    }

    private var tail: String { "\r\n--\(self.boundary)--\r\n" }

    func makeAsyncIterator() -> Iterator {
        Iterator(head: self.head, part: self.part, tail: self.tail, progress: self.progress)
    }

    struct Iterator: AsyncIteratorProtocol {
        private var head: String?
        private let part: FilePart
        private var tail: String?
        private var next: Int
        private let progress: @Sendable (Int) -> Void

        init(head: String, part: FilePart, tail: String, progress: @escaping @Sendable (Int) -> Void) {
            self.progress = progress
            self.head = head
            self.part = part
            self.tail = tail
            self.next = part.bytes.lowerBound
        }

        /// - Throws: ``TransportFailure`` of the kind `file`.
        mutating func next() async throws -> ByteBuffer? {
            if let head = self.head.take() { return ByteBuffer(string: head) }
            let end = Swift.min(self.next + MultipartFile.step, self.part.bytes.upperBound)
            guard self.next < end else { return self.tail.take().map { ByteBuffer(string: $0) } }
            let (path, range) = (self.part.path, self.next..<end)
            self.next = end
            // The disk may make it wait, which must hold up no event loop and none of Swift's own threads.
            let bytes = try await NIOThreadPool.singleton.runIfActive { try Self.read(path, range) }
            self.progress(end)
            return bytes
        }

        private static func read(_ path: String, _ range: Range<Int>) throws -> ByteBuffer {
            let file = open(path, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { throw TransportFailure(.file, reason: .errno) }
            defer { close(file) }
            var buffer = ByteBufferAllocator().buffer(capacity: range.count)
            while buffer.readableBytes < range.count {
                let offset = range.lowerBound + buffer.readableBytes
                let count = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: range.count - buffer.readableBytes)
                {
                    Swift.max(0, pread(file, $0.baseAddress, range.upperBound - offset, off_t(offset)))
                }
                guard count > 0 else { throw TransportFailure(.file, reason: "it ended at byte \(offset)") }
            }
            return buffer
        }
    }
}

extension String {
    /// For one part of a path, or a parameter of a header field: every byte but RFC 3986's unreserved ones is encoded.
    var percentEncoded: String {
        self.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            let scalar = Unicode.Scalar(byte)
            return isPlain || "-._~".unicodeScalars.contains(scalar)
                ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        .joined()
    }
}
