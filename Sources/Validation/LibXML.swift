import CLibXML2
import CXMLSupport

/// The library's set-up, and the one way to run a parse.
enum LibXML {
    /// libxml2's initialisation is not safe to race, so every use asks for this first.
    ///
    /// Its memory is counted for each thread. Catalogues are off for the process: an `<?oasis-xml-catalog?>` in a
    /// client's file would otherwise be noted, each at a cost that grows with their number (2 MB of them took 11 s), and
    /// the machine's own catalogue must not decide what a schema means. What a document names outside itself is opened
    /// for nobody but a schema that is being loaded, by its ``SchemaFolder``.
    static let ready: Void = {
        xmlMemSetup(m2m_xml_free, m2m_xml_malloc, m2m_xml_realloc, m2m_xml_strdup)
        xmlInitParser()
        xmlInitializeCatalog()
        xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE)
        xmlSchemaInitTypes()
        xmlSetExternalEntityLoader { url, _, parser in SchemaFolder.current?.open(url, for: parser) }
    }()

    /// Parses a whole document, or as much of it as `pass` lets it. Blocking.
    ///
    /// - Returns: `false` when there was no memory for a parser.
    static func parse(_ pass: DocumentPass) -> Bool {
        Self.ready
        guard let parser = ParserContext(pass) else { return false }
        Self.withoutPrintedErrors {
            pass.parser = parser.pointer
            _ = xmlParseDocument(parser.pointer)
            pass.finish()
            pass.parser = nil
        }
        return true
    }

    /// Runs `body` with this thread's fallback handler silenced: libxml2 reports a failed conversion of bytes to
    /// characters outside any parser's own handler, and by default on standard error.
    static func withoutPrintedErrors<Result>(_ body: () -> Result) -> Result {
        self.withErrors(to: { _, _ in }, nil, body)
    }

    /// Runs `body` with this thread's fallback handler replaced.
    static func withErrors<Result>(
        to listen: @escaping xmlStructuredErrorFunc,
        _ listener: UnsafeMutableRawPointer?,
        _ body: () -> Result
    ) -> Result {
        let handler = __xmlStructuredError().pointee
        let context = __xmlStructuredErrorContext().pointee
        xmlSetStructuredErrorFunc(listener, listen)
        defer { xmlSetStructuredErrorFunc(context, handler) }
        return body()
    }
}

/// Owns a libxml2 parser.
///
/// A pull parser with its own reader: it stops at a depth of 256 elements, which libxml2's push parser does not.
final class ParserContext {
    let pointer: xmlParserCtxtPtr
    /// The parser keeps an unretained pointer to it.
    private let pass: DocumentPass

    /// - Returns: `nil` when there is no memory.
    init?(_ pass: DocumentPass) {
        let context = Unmanaged.passUnretained(pass).toOpaque()
        var handler = type(of: pass).handler
        let read: xmlInputReadCallback = { context, destination, limit in
            guard let context, let destination else { return -1 }
            return DocumentPass.from(context).read(into: destination, atMost: limit)
        }
        guard let pointer = xmlCreateIOParserCtxt(&handler, context, read, nil, context, XML_CHAR_ENCODING_NONE)
        else { return nil }
        // Not NOENT, DTDLOAD or DTDATTR: no entity is replaced, nothing outside the file is opened. Never HUGE, which
        // lifts the limits of depth and length.
        xmlCtxtUseOptions(pointer, Int32(XML_PARSE_NONET.rawValue))
        self.pointer = pointer
        self.pass = pass
    }

    deinit {
        // Freeing the parser leaves its document behind; some declarations make one even where no tree is built.
        if let document = self.pointer.pointee.myDoc { xmlFreeDoc(document) }
        xmlFreeParserCtxt(self.pointer)
    }
}
