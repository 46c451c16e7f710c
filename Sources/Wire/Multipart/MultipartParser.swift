import CByteSearch
public import NIOCore

/// Reads a `multipart/form-data` body as it arrives (RFC 7578, RFC 2046 5.1). File content is passed on as slices of
/// what was fed, without a copy, but for the few bytes that may begin a boundary at a buffer's end.
public struct MultipartParser {
    public enum Event: Equatable {
        case partBegan(MultipartPart)
        case content(ByteBuffer)
        case partEnded
        /// The last boundary has been read; whatever follows it carries no meaning.
        case finished
    }

    /// The body breaks a rule; `reason` says which, for ``Problem/multipartMalformed(_:)``.
    public struct Malformed: Error, Equatable {
        public let reason: String
    }

    private enum State {
        case preamble
        /// After a boundary: either the two hyphens of the last one, or a part's header fields.
        case partHead(ByteBuffer)
        case content
        case epilogue
    }

    private static let longestPartHead = 16 * 1024

    private let delimiter: [UInt8]
    private var state = State.preamble
    /// Bytes that may be the beginning of a delimiter; never more than that.
    private var held: ByteBuffer

    public init(boundary: MultipartBoundary) {
        self.delimiter = Array("\r\n--\(boundary.text)".utf8)
        // The first delimiter needs no line before it, so the body is read as if one had ended.
        self.held = ByteBuffer(string: "\r\n")
    }

    /// - Parameter chunk: the next bytes of the body.
    /// - Returns: what they completed, in order.
    public mutating func feed(_ chunk: ByteBuffer) throws(Malformed) -> [Event] {
        var events: [Event] = []
        try self.feed(chunk, into: &events)
        return events
    }

    /// Like ``feed(_:)``, but what stood before a mistake is in `events` all the same.
    mutating func feed(_ chunk: ByteBuffer, into events: inout [Event]) throws(Malformed) {
        var chunk = chunk
        while true {
            switch self.state {
            case .epilogue:
                return
            case .preamble, .content:
                guard self.readToDelimiter(&chunk, &events) else { return }
            case .partHead(var head):
                guard try self.readPartHead(&head, &chunk, &events) else { return }
            }
        }
    }

    /// - Throws: when the last boundary has not come.
    public func end() throws(Malformed) {
        guard case .epilogue = self.state else {
            throw Malformed(
                reason:
                    "it ended before the last boundary '\(String(decoding: self.delimiter.dropFirst(2), as: UTF8.self))--'"
            )
        }
    }

    // MARK: Content

    /// - Returns: whether a delimiter was reached; otherwise all of `chunk` is used up.
    private mutating func readToDelimiter(_ chunk: inout ByteBuffer, _ events: inout [Event]) -> Bool {
        if self.held.readableBytes > 0 {
            if let found = self.resolveHeld(&chunk, &events) { return found }
        }
        let position = chunk.withUnsafeReadableBytes { Self.find(self.delimiter, in: $0) }
        if let position {
            self.emit(chunk.readSlice(length: position)!, &events)
            chunk.moveReaderIndex(forwardBy: self.delimiter.count)
            self.reachDelimiter(&events)
            return true
        }
        let tail = chunk.withUnsafeReadableBytes { self.delimiterPrefixLength(atEndOf: $0) }
        self.emit(chunk.readSlice(length: chunk.readableBytes - tail)!, &events)
        self.held = chunk
        chunk = ByteBuffer()
        return false
    }

    /// Decides what the held bytes are, now that more follow them.
    ///
    /// - Returns: whether a delimiter began in them; `nil` when they were content and `chunk` is still to be searched.
    private mutating func resolveHeld(_ chunk: inout ByteBuffer, _ events: inout [Event]) -> Bool? {
        var joint = self.held
        let heldCount = joint.readableBytes
        let added = min(chunk.readableBytes, self.delimiter.count)
        joint.writeImmutableBuffer(chunk.getSlice(at: chunk.readerIndex, length: added)!)
        if let position = joint.withUnsafeReadableBytes({ Self.find(self.delimiter, in: $0) }), position < heldCount {
            self.emit(joint.readSlice(length: position)!, &events)
            chunk.moveReaderIndex(forwardBy: position + self.delimiter.count - heldCount)
            self.held = ByteBuffer()
            self.reachDelimiter(&events)
            return true
        }
        if added < self.delimiter.count {
            let tail = joint.withUnsafeReadableBytes { self.delimiterPrefixLength(atEndOf: $0) }
            self.emit(joint.readSlice(length: joint.readableBytes - tail)!, &events)
            self.held = joint
            chunk = ByteBuffer()
            return false
        }
        self.emit(self.held, &events)
        self.held = ByteBuffer()
        return nil
    }

    private func emit(_ content: ByteBuffer, _ events: inout [Event]) {
        if case .content = self.state, content.readableBytes > 0 { events.append(.content(content)) }
    }

    private mutating func reachDelimiter(_ events: inout [Event]) {
        if case .content = self.state { events.append(.partEnded) }
        self.state = .partHead(ByteBuffer())
    }

    // MARK: Part heads

    /// - Returns: whether the head is complete; otherwise all of `chunk` is used up.
    private mutating func readPartHead(
        _ head: inout ByteBuffer,
        _ chunk: inout ByteBuffer,
        _ events: inout [Event]
    ) throws(Malformed) -> Bool {
        while chunk.readableBytes > 0 {
            let step = chunk.readSlice(length: min(chunk.readableBytes, 512))!
            head.writeImmutableBuffer(step)
            if head.readableBytes >= 2, head.readableBytesView.starts(with: "--".utf8) {
                self.state = .epilogue
                events.append(.finished)
                return true
            }
            let end = head.withUnsafeReadableBytes { Self.find(Array("\r\n\r\n".utf8), in: $0) }
            // Without its end, a head of the limit's length is sure to pass it.
            guard end.map({ $0 + 4 <= Self.longestPartHead }) ?? (head.readableBytes < Self.longestPartHead) else {
                throw Malformed(reason: "a part's header fields pass \(Self.longestPartHead) bytes")
            }
            if let end {
                let unread = head.readableBytes - end - 4
                chunk.moveReaderIndex(to: chunk.readerIndex - unread)
                events.append(.partBegan(try MultipartPart(head: head.getString(at: head.readerIndex, length: end)!)))
                self.state = .content
                return true
            }
        }
        self.state = .partHead(head)
        return false
    }

    // MARK: Searching

    private static func find(_ needle: [UInt8], in haystack: UnsafeRawBufferPointer) -> Int? {
        guard let base = haystack.baseAddress, let found = m2m_find_bytes(base, haystack.count, needle, needle.count)
        else {
            return nil
        }
        return found - base
    }

    /// How many bytes at the end of `bytes` could be the beginning of a delimiter that goes on in the next buffer.
    private func delimiterPrefixLength(atEndOf bytes: UnsafeRawBufferPointer) -> Int {
        let longest = min(self.delimiter.count - 1, bytes.count)
        return (0...longest).reversed().first { bytes.suffix($0).elementsEqual(self.delimiter.prefix($0)) } ?? 0
    }
}
