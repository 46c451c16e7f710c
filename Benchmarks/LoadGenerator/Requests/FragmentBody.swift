/// The multipart body of one fragment, made once and sent many times.
///
/// The framing is SCB's .NET client's: `name=File` unquoted, the file name twice, no Content-Type in the part. One
/// boundary serves all the bodies, where that client makes a new one for each: a server cannot tell the difference.
struct FragmentBody: Sendable {
    static let boundary = "38c4382c-2049-4236-92a0-a366d8a3bd1a"

    let bytes: [UInt8]
    /// How much of it is the file's.
    let contentCount: Int

    init(fileName: String, content: some Collection<UInt8>) {
        let head = """
            --\(Self.boundary)\r
            Content-Disposition: form-data; name=File; filename=\(fileName); filename*=utf-8''\(fileName)\r
            \r\n
            """
        var bytes: [UInt8] = []
        bytes.reserveCapacity(head.utf8.count + content.count + 64)
        bytes.append(contentsOf: head.utf8)
        bytes.append(contentsOf: content)
        bytes.append(contentsOf: "\r\n--\(Self.boundary)--\r\n".utf8)
        self.bytes = bytes
        contentCount = content.count
    }

    /// Content that looks like a report with Windows line ends: each carriage return might begin a boundary, so it
    /// is neither the easiest nor the hardest thing to search.
    static func filler(count: Int) -> [UInt8] {
        let line = "    <Holding><ISIN>SE0000000000</ISIN><Quantity>1000</Quantity><Value>250000</Value></Holding>\r\n"
        let pattern = Array(line.utf8)
        var content: [UInt8] = []
        content.reserveCapacity(count + pattern.count)
        while content.count < count { content.append(contentsOf: pattern) }
        content.removeLast(content.count - count)
        return content
    }
}
