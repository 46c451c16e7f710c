import CLibXML2
import Domain

/// What one parse learns: the first thing wrong with the file, if any.
final class FormatPass {
    private let format: FileFormat
    private let fileName: String
    private let source: FileSource
    /// The parser under way.
    var parser: xmlParserCtxtPtr?
    private(set) var problem: Problem?

    init(_ format: FileFormat, fileName: String, source: FileSource) {
        self.format = format
        self.fileName = fileName
        self.source = source
    }

    static func from(_ context: UnsafeMutableRawPointer) -> FormatPass {
        Unmanaged<FormatPass>.fromOpaque(context).takeUnretainedValue()
    }

    /// The events that matter: the document type, the root element, errors. All else is parsed and dropped.
    static var handler: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.internalSubset = { context, _, _, _ in
            context.map(FormatPass.from)?.documentType()
        }
        handler.startElementNs = { context, name, _, namespace, _, _, _, _, _ in
            guard let context, let name else { return }
            FormatPass.from(context).rootElement(
                String(cString: name),
                namespace: namespace.map { String(cString: $0) }
            )
        }
        handler.serror = { context, error in
            guard let context, let error else { return }
            FormatPass.from(context).parserError(error.pointee)
        }
        return handler
    }

    /// Gives the parser its next bytes, or none once something is wrong.
    ///
    /// Running dry is how an error ends the parse: libxml2 itself would go on to the end of the file, and
    /// `xmlStopParser` inside an error handler frees the input that some of libxml2's functions go on to use.
    func read(into destination: UnsafeMutablePointer<CChar>, atMost limit: Int32) -> Int32 {
        guard self.problem == nil else { return 0 }
        if let parser, let excess = ParserLimits.excess(in: parser) {
            self.refuse(self.position, excess)
            return 0
        }
        return Int32(self.source.read(into: destination, atMost: Int(limit)))
    }

    /// What `xmlParseDocument` does not look at: bytes that it left, because a null character or an unfinished
    /// character stands before them.
    func finish() {
        guard self.problem == nil, case .endOfFile = self.source.ending, let parser, let input = parser.pointee.input
        else { return }
        if input.pointee.cur < input.pointee.end {
            self.refuse(self.position, "A null character stands after the end of the document")
        } else if self.hasUndecodedBytes {
            self.refuse(self.position, self.undecodable)
        }
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

    private func rootElement(_ name: String, namespace: String?) {
        // From here on the parse costs what a parse without any handler does.
        self.parser?.pointee.sax.pointee.startElementNs = nil
        guard self.problem == nil else { return }
        let (line, column) = self.position
        if let expected = self.format.rootElement, expected != name {
            self.problem = .fileWrongRoot(self.fileName, found: name, format: self.format, line: line, column: column)
        } else if let expected = self.format.namespace, expected != namespace {
            self.problem = .fileWrongNamespace(
                self.fileName,
                found: namespace,
                format: self.format,
                line: line,
                column: column
            )
        }
        if self.problem != nil { xmlStopParser(self.parser) }
    }

    private func parserError(_ error: xmlError) {
        guard self.problem == nil, !self.source.isInterrupted, ParserMessage.refuses(error) else { return }
        if error.code == XML_ERR_DOCUMENT_EMPTY.rawValue, self.source.offset == 0 {
            self.problem = .fileEmpty(self.fileName)
        } else if self.isStarved, self.hasUndecodedBytes {
            self.refuse(self.position, self.undecodable)
        } else {
            // In 2.9 int2 is the column of an error of the parser's.
            self.refuse((Int(error.line), Int(error.int2)), ParserMessage.text(of: error))
        }
    }
}

extension FormatPass {
    /// Where the parser stands. A column wraps around past 2³¹ characters in one line.
    private var position: (line: Int, column: Int) {
        guard let input = self.parser?.pointee.input else { return (1, 1) }
        return (Int(input.pointee.line), Int(input.pointee.col))
    }

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
        self.problem = .fileNotWellFormed(
            self.fileName,
            line: max(1, position.line),
            column: max(1, position.column),
            message: message
        )
    }
}
