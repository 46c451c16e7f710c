import CLibXML2

/// One reading of a file by libxml2's pull parser, with what is refused in every file: whatever is not well-formed, a
/// document type declaration, and more than ``ParserLimits`` allow.
///
/// A subclass listens to the events. One thread at a time.
class DocumentPass {
    /// The first thing that ended the reading.
    struct Failure {
        let line: Int
        let column: Int
        /// The parser's words, without a final period; `nil` for a file without bytes.
        let message: String?
    }

    let source: FileSource
    /// The parser under way.
    var parser: xmlParserCtxtPtr?
    private(set) var failure: Failure?
    /// Whether the subclass wants no more of the file.
    var isStopped = false

    init(source: FileSource) {
        self.source = source
    }

    static func from(_ context: UnsafeMutableRawPointer) -> DocumentPass {
        Unmanaged<DocumentPass>.fromOpaque(context).takeUnretainedValue()
    }

    /// The events that matter in every pass. All else is parsed and dropped, unless a subclass adds to it.
    class var handler: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.internalSubset = { context, _, _, _ in
            context.map(DocumentPass.from)?.documentType()
        }
        handler.serror = { context, error in
            guard let context, let error else { return }
            DocumentPass.from(context).parserError(error.pointee)
        }
        return handler
    }

    /// Gives the parser its next bytes, or none once something is wrong.
    ///
    /// Running dry is how an error ends the parse: libxml2 itself would go on to the end of the file, and
    /// `xmlStopParser` inside an error handler frees the input that some of libxml2's functions go on to use.
    func read(into destination: UnsafeMutablePointer<CChar>, atMost limit: Int32) -> Int32 {
        guard self.failure == nil, !self.isStopped else { return 0 }
        if let parser, let excess = ParserLimits.excess(in: parser) {
            self.refuse(self.position, excess)
            return 0
        }
        return Int32(self.source.read(into: destination, atMost: Int(limit)))
    }

    /// What `xmlParseDocument` does not look at: bytes that it left, because a null character or an unfinished
    /// character stands before them.
    func finish() {
        guard self.failure == nil, !self.isStopped, case .endOfFile = self.source.ending, let parser,
            let input = parser.pointee.input
        else { return }
        if input.pointee.cur < input.pointee.end {
            self.refuse(self.position, "A null character stands after the end of the document")
        } else if self.hasUndecodedBytes {
            self.refuse(self.position, self.undecodable)
        }
    }

    /// Where the parser stands. A column wraps around past 2³¹ characters in one line.
    final var position: (line: Int, column: Int) {
        guard let input = self.parser?.pointee.input else { return (1, 1) }
        return (Int(input.pointee.line), Int(input.pointee.col))
    }

    /// Any document type declaration is refused, before its first declaration is read: with it go entity expansion,
    /// external subsets, and default attributes, which libxml2 compares each with each in every element (20 KB of them
    /// took 2 s). .NET's readers refuse it by default, too.
    private func documentType() {
        self.refuse(
            self.position,
            "A document type declaration (DOCTYPE) is not accepted; no DTD is read and no entity is expanded"
        )
        xmlStopParser(self.parser)
    }

    private func parserError(_ error: xmlError) {
        guard self.failure == nil, !self.isStopped, !self.source.isInterrupted, ParserMessage.refuses(error)
        else { return }
        if error.code == XML_ERR_DOCUMENT_EMPTY.rawValue, self.source.offset == 0 {
            self.failure = Failure(line: 1, column: 1, message: nil)
        } else if self.isStarved, self.hasUndecodedBytes {
            self.refuse(self.position, self.undecodable)
        } else {
            // In 2.9 int2 is the column of an error of the parser's.
            self.refuse((Int(error.line), Int(error.int2)), ParserMessage.text(of: error))
        }
    }
}

extension DocumentPass {
    private var isStarved: Bool {
        guard let input = self.parser?.pointee.input else { return false }
        return input.pointee.cur >= input.pointee.end
    }

    /// Whether bytes are left that the decoder could not make characters of.
    private var hasUndecodedBytes: Bool {
        guard let raw = self.parser?.pointee.input?.pointee.buf?.pointee.raw else { return false }
        return xmlBufUse(raw) > 0
    }

    private var undecodable: String {
        // Where libxml2 keeps the declared name depends on which encoding it is.
        guard let parser, let name = parser.pointee.encoding ?? parser.pointee.input?.pointee.encoding else {
            return "Bytes that are not text in the file's encoding"
        }
        return "Bytes that are not \(String(cString: name))"
    }

    private func refuse(_ position: (line: Int, column: Int), _ message: String) {
        self.failure = Failure(line: max(1, position.line), column: max(1, position.column), message: message)
    }
}
