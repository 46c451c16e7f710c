import Glibc

/// Reads one sorted run of a ``SpillFile``, record by record.
final class RunReader {
    /// What stands before a value's bytes.
    struct Head {
        static let size = 12

        let length: UInt16
        let rule: UInt16
        let line: UInt32
        let column: UInt32

        init(_ record: ValueRecord) {
            self.length = UInt16(record.value.count)
            self.rule = UInt16(record.use.rule)
            self.line = UInt32(clamping: record.use.line)
            self.column = UInt32(clamping: record.use.column)
        }

        init(_ bytes: UnsafeRawPointer) {
            self.length = bytes.loadUnaligned(as: UInt16.self)
            self.rule = bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)
            self.line = bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
            self.column = bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
        }

        func append(to bytes: inout [UInt8]) {
            withUnsafeBytes(of: self.length) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: self.rule) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: self.line) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: self.column) { bytes.append(contentsOf: $0) }
        }
    }

    private let descriptor: Int32
    private let buffer: UnsafeMutableRawBufferPointer
    /// Of the file, not yet in the buffer.
    private var unread: Range<Int>
    /// Of the buffer, behind the current record.
    private var ahead: Range<Int> = 0..<0
    private var current: (head: Head, value: UnsafeRawBufferPointer)?

    /// - Parameter capacity: in bytes, more than the longest record has.
    init(_ descriptor: Int32, _ run: Range<Int>, capacity: Int) {
        self.descriptor = descriptor
        self.unread = run
        self.buffer = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit {
        self.buffer.deallocate()
    }

    /// The record that the last ``advance()`` found, until the next.
    var record: ValueRecord {
        guard let (head, value) = self.current else {
            preconditionFailure("A run's record before or after all of them")
        }
        let use = UniqueValues.Use(rule: Int(head.rule), line: Int(head.line), column: Int(head.column))
        return ValueRecord(use: use, value: value)
    }

    /// - Returns: `false` behind the last record.
    func advance() throws(UniqueValues.Failure) -> Bool {
        if self.ahead.count < Head.size { try self.refill() }
        guard let base = self.buffer.baseAddress, self.ahead.count >= Head.size else { return false }
        let length = Int(Head(base + self.ahead.lowerBound).length)
        if self.ahead.count < Head.size + length { try self.refill() }
        let begin = self.ahead.lowerBound
        let value = UnsafeRawBufferPointer(rebasing: self.buffer[begin + Head.size..<begin + Head.size + length])
        self.current = (Head(base + begin), value)
        self.ahead = begin + Head.size + length..<self.ahead.upperBound
        return true
    }

    /// Moves what is left to the buffer's beginning, and fills up behind it.
    private func refill() throws(UniqueValues.Failure) {
        guard let base = self.buffer.baseAddress else { return }
        memmove(base, base + self.ahead.lowerBound, self.ahead.count)
        self.ahead = 0..<self.ahead.count
        while !self.unread.isEmpty, self.ahead.count < self.buffer.count {
            let wanted = min(self.unread.count, self.buffer.count - self.ahead.count)
            let count = pread(self.descriptor, base + self.ahead.upperBound, wanted, self.unread.lowerBound)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw UniqueValues.Failure(errno: count == 0 ? EIO : errno) }
            self.ahead = 0..<self.ahead.upperBound + count
            self.unread = self.unread.lowerBound + count..<self.unread.upperBound
        }
    }
}
