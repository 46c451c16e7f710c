import Glibc

/// Hands a file's bytes to a parser in whatever portions the parser asks for.
///
/// libxml2 asks for 4,000 bytes at a time; reading 256 KiB from the system and copying costs less than that many calls.
final class FileSource {
    /// Why there are no more bytes.
    enum Ending {
        case endOfFile
        case cancelled
        case failed(errno: Int32)
    }

    private static let capacity = 256 * 1024

    private let descriptor: Int32
    private let isCancelled: () -> Bool
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
    private var unread: Range<Int> = 0..<0
    /// Where in the file the next read begins; in the end, the file's size.
    private(set) var offset = 0
    /// `nil` while there may be more.
    private(set) var ending: Ending?

    /// Whether the bytes ended for a reason that says nothing about the file.
    var isInterrupted: Bool {
        switch self.ending {
        case .cancelled, .failed: true
        case .endOfFile, nil: false
        }
    }

    init(descriptor: Int32, isCancelled: @escaping () -> Bool) {
        self.descriptor = descriptor
        self.isCancelled = isCancelled
    }

    deinit {
        self.buffer.deallocate()
    }

    /// - Returns: how many bytes were copied; 0 when there are no more, for the reason that ``ending`` tells.
    func read(into destination: UnsafeMutableRawPointer, atMost limit: Int) -> Int {
        if self.unread.isEmpty { self.refill() }
        guard !self.unread.isEmpty, let base = self.buffer.baseAddress else { return 0 }
        let count = min(limit, self.unread.count)
        destination.copyMemory(from: base + self.unread.lowerBound, byteCount: count)
        self.unread.removeFirst(count)
        return count
    }

    private func refill() {
        guard self.ending == nil else { return }
        guard !self.isCancelled() else {
            self.ending = .cancelled
            return
        }
        var count: Int
        repeat {
            count = pread(self.descriptor, self.buffer.baseAddress, Self.capacity, self.offset)
        } while count < 0 && errno == EINTR
        switch count {
        case 0: self.ending = .endOfFile
        case ..<0: self.ending = .failed(errno: errno)
        default:
            self.unread = 0..<count
            self.offset += count
        }
    }
}
