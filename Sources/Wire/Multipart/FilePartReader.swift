public import Domain
public import NIOCore

/// Finds the one file part named `File` in a form and passes on its content; other fields are read over
/// (docs/protocol.md, "Fragments").
public struct FilePartReader {
    private enum Position {
        case outside
        case inFile
        case inOtherPart
    }

    private var parser: MultipartParser
    private var position = Position.outside
    private var found: [String] = []
    private var hasFile = false
    private var fileBytes = 0
    private let limit: Int

    /// - Parameter limit: the most bytes of file content that a fragment may hold.
    public init(boundary: MultipartBoundary, limit: Int) {
        self.parser = MultipartParser(boundary: boundary)
        self.limit = limit
    }

    /// - Returns: file content, in order.
    /// - Throws: 400 for a malformed form, 413 for a file part above the limit.
    public mutating func feed(_ chunk: ByteBuffer) throws(Problem) -> [ByteBuffer] {
        var events: [MultipartParser.Event] = []
        let malformed: MultipartParser.Malformed?
        do throws(MultipartParser.Malformed) {
            try self.parser.feed(chunk, into: &events)
            malformed = nil
        } catch {
            malformed = error
        }
        let content = try self.content(of: events)
        if let malformed { throw .multipartMalformed(malformed.reason) }
        return content
    }

    private mutating func content(of events: [MultipartParser.Event]) throws(Problem) -> [ByteBuffer] {
        var content: [ByteBuffer] = []
        for event in events {
            switch event {
            case .partBegan(let part): try self.begin(part)
            case .content(let bytes) where self.position == .inFile:
                self.fileBytes += bytes.readableBytes
                guard self.fileBytes <= self.limit else { throw .fragmentTooLarge(limit: self.limit) }
                content.append(bytes)
            case .content, .finished: break
            case .partEnded: self.position = .outside
            }
        }
        return content
    }

    /// - Throws: 400 when the form is not complete or holds no file.
    public func end() throws(Problem) {
        do throws(MultipartParser.Malformed) {
            try self.parser.end()
        } catch {
            throw .multipartMalformed(error.reason)
        }
        guard self.hasFile else { throw .filePartMissing(found: self.found) }
    }

    private mutating func begin(_ part: MultipartPart) throws(Problem) {
        let isFile = part.name.lowercased() == "file"
        guard isFile, part.hasFileName else {
            if self.found.count < 10 { self.found.append(isFile ? "\(part.name) (without a filename)" : part.name) }
            self.position = .inOtherPart
            return
        }
        guard !self.hasFile else { throw .multipartMalformed("it has two file parts named 'File'") }
        self.hasFile = true
        self.position = .inFile
    }
}
