import CLibXML2
import Domain

/// What the format check's parse learns: the first thing wrong with the file, if any.
final class FormatPass: DocumentPass {
    private let format: FileFormat
    private let fileName: String
    private var wrongRoot: Problem?

    init(_ format: FileFormat, fileName: String, source: FileSource) {
        self.format = format
        self.fileName = fileName
        super.init(source: source)
    }

    override class var handler: xmlSAXHandler {
        var handler = super.handler
        handler.startElementNs = { context, name, _, namespace, _, _, _, _, _ in
            guard let context, let name else { return }
            Unmanaged<FormatPass>.fromOpaque(context).takeUnretainedValue().rootElement(
                String(cString: name),
                namespace: namespace.map { String(cString: $0) }
            )
        }
        return handler
    }

    /// What is wrong with the file; `nil` while nothing is.
    var problem: Problem? {
        guard let failure else { return self.wrongRoot }
        guard let message = failure.message else { return .fileEmpty(self.fileName) }
        return .fileNotWellFormed(self.fileName, line: failure.line, column: failure.column, message: message)
    }

    private func rootElement(_ name: String, namespace: String?) {
        // From here on the parse costs what a parse without any handler does.
        self.parser?.pointee.sax.pointee.startElementNs = nil
        guard self.failure == nil else { return }
        let (line, column) = self.position
        if let expected = self.format.rootElement, expected != name {
            self.wrongRoot = .fileWrongRoot(self.fileName, found: name, format: self.format, line: line, column: column)
        } else if let expected = self.format.namespace, expected != namespace {
            self.wrongRoot = .fileWrongNamespace(
                self.fileName,
                found: namespace,
                format: self.format,
                line: line,
                column: column
            )
        }
        guard self.wrongRoot != nil else { return }
        self.isStopped = true
        xmlStopParser(self.parser)
    }
}
