import Foundation

/// A whole HTTP answer, as far as the load generator needs it.
struct Answer {
    let status: Int
    /// `name=value` of the last Set-Cookie, ready to be sent back.
    let cookie: String?
    let body: [UInt8]

    /// The beginning of the body, for error messages.
    var text: String { String(decoding: body.prefix(300), as: UTF8.self) }
}

/// Bytes received but not yet taken as an answer. Works on bytes, since text would cost more than the server's work.
struct AnswerBuffer {
    private var bytes = [UInt8](repeating: 0, count: 32 * 1024)
    private var count = 0

    /// Lends the free space to a reader, which then tells `added` how much of it was used.
    mutating func withSpace<Result>(_ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
        if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
        let used = count
        return bytes.withUnsafeMutableBytes { body(UnsafeMutableRawBufferPointer(rebasing: $0[used...])) }
    }

    mutating func added(_ more: Int) { count += more }

    /// The first answer, if all of it has arrived.
    mutating func takeAnswer() throws -> Answer? {
        let head = try bytes.withUnsafeBytes { try AnswerHead(in: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        guard let head else {
            guard count < 64 * 1024 else { throw LoadError("the head of an answer exceeds 64 KiB") }
            return nil
        }
        let end = head.length + head.contentLength
        guard count >= end else { return nil }
        let answer = Answer(status: head.status, cookie: head.cookie, body: Array(bytes[head.length..<end]))
        // No pipelining: bytes after an answer that was asked for are a fault of the server.
        guard count == end else { throw LoadError("\(count - end) bytes came after the end of an answer") }
        count = 0
        return answer
    }
}

/// The status line and the few header fields that matter here.
private struct AnswerHead {
    private(set) var status = 0
    /// Up to and including the empty line.
    private(set) var length = 0
    private(set) var cookie: String?
    private var bodyLength: Int?

    var contentLength: Int { bodyLength ?? 0 }

    /// `nil` while the empty line has not arrived.
    init?(in bytes: UnsafeRawBufferPointer) throws {
        while let line = Self.line(in: bytes, from: length) {
            let isFirst = length == 0
            length = line.endIndex + 2
            if isFirst {
                status = try Self.status(in: line)
            } else if line.isEmpty {
                guard bodyLength != nil else { throw LoadError("answer \(status) has no Content-Length") }
                return
            } else if let value = field("content-length", in: line) {
                guard let parsed = number(in: value) else { throw LoadError("Content-Length is not a number") }
                bodyLength = parsed
            } else if let value = field("set-cookie", in: line) {
                cookie = String(decoding: value.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
            }
        }
        return nil
    }

    /// The line that begins there, without its CR LF.
    private static func line(in bytes: UnsafeRawBufferPointer, from start: Int) -> Slice<UnsafeRawBufferPointer>? {
        guard start < bytes.count, let base = bytes.baseAddress else { return nil }
        guard let found = memchr(base + start, 0x0A, bytes.count - start) else { return nil }
        return bytes[start..<max(start, base.distance(to: found) - 1)]
    }

    private static func status(in line: Slice<UnsafeRawBufferPointer>) throws -> Int {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard words.count >= 2, words[0].elementsEqual("HTTP/1.1".utf8), let status = number(in: words[1]) else {
            throw LoadError("not an HTTP/1.1 answer: \(String(decoding: line.prefix(60), as: UTF8.self))")
        }
        return status
    }
}

/// The value of the header line, if it is of that (lower-case) name.
private func field(_ name: StaticString, in line: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer>? {
    let count = name.utf8CodeUnitCount
    guard line.count > count, line[line.startIndex + count] == UInt8(ascii: ":") else { return nil }
    let start = line.base.baseAddress! + line.startIndex
    guard strncasecmp(start.assumingMemoryBound(to: CChar.self), pointer(name), count) == 0 else { return nil }
    return line.dropFirst(count + 1).drop { $0 == UInt8(ascii: " ") }
}

private func pointer(_ text: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}

private func number(in digits: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard !digits.isEmpty, digits.count < 12 else { return nil }
    var value = 0
    for digit in digits {
        guard (0x30...0x39).contains(digit) else { return nil }
        value = value * 10 + Int(digit - 0x30)
    }
    return value
}
