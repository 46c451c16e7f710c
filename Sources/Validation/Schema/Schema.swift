import CLibXML2
public import Domain

/// A compiled XML schema. Compiled once; any number of validations use it at once, since libxml2 keeps what varies in a
/// context of each validation's own and leaves the schema as it is.
public final class Schema: Sendable {
    /// Never written to after it was compiled.
    nonisolated(unsafe) let pointer: xmlSchemaPtr
    /// Whether it says nothing: no element is declared, so that it has nothing against any document. XSD 1.0 has no
    /// other way of letting every root element pass, and libxml2 would refuse each for want of a declaration.
    let isEmpty: Bool

    private init(_ pointer: xmlSchemaPtr) {
        self.pointer = pointer
        let declared = pointer.pointee.elemDecl.map { xmlHashSize($0) } ?? 0
        let imported = pointer.pointee.schemasImports.map { xmlHashSize($0) } ?? 0
        // A schema counts as one of its own imports.
        self.isEmpty = declared <= 0 && imported <= 1
    }

    deinit {
        xmlSchemaFree(self.pointer)
    }

    /// Compiles a schema with what it includes and imports. Blocking: call off the event loop.
    ///
    /// What it refers to is read from the folder of its file and the folders in it, and from nowhere else; a reference
    /// that leads out of there is a mistake, one by a symbolic link too.
    ///
    /// - Throws: every mistake found, with its file and line.
    public static func load(_ location: SchemaLocation) throws(SchemaError) -> Schema {
        LibXML.ready
        let folder = SchemaFolder(location)
        let errors = SchemaErrors(folder)
        let file = folder.path(of: folder.address)
        guard let parser = xmlSchemaNewParserCtxt(folder.address) else {
            throw SchemaError(mistakes: [.withoutMemory(file)])
        }
        defer { xmlSchemaFreeParserCtxt(parser) }
        let listener = Unmanaged.passUnretained(errors).toOpaque()
        let listen: xmlStructuredErrorFunc = { context, error in
            guard let context, let error else { return }
            Unmanaged<SchemaErrors>.fromOpaque(context).takeUnretainedValue().add(error.pointee)
        }
        xmlSchemaSetParserStructuredErrors(parser, listen, listener)
        // What is no XML is told to the thread's handler only.
        let compiled = LibXML.withErrors(to: listen, listener) { folder.whileOpen { xmlSchemaParse(parser) } }
        let schema = compiled.map { Schema($0) }
        // What the folder refused is why libxml2 then misses it.
        let mistakes = folder.mistakes.isEmpty ? errors.mistakes : folder.mistakes
        guard mistakes.isEmpty else { throw SchemaError(mistakes: mistakes) }
        guard let schema else { throw SchemaError(mistakes: [.notCompiled(file)]) }
        return schema
    }
}

/// Collects libxml2's errors while a schema is loaded.
private final class SchemaErrors {
    private static let most = 20

    private let folder: SchemaFolder
    private(set) var mistakes: [SchemaError.Mistake] = []

    init(_ folder: SchemaFolder) {
        self.folder = folder
    }

    func add(_ error: xmlError) {
        guard error.level.rawValue >= XML_ERR_ERROR.rawValue, self.mistakes.count < Self.most else { return }
        let message = self.folder.withPaths(ParserMessage.text(of: error))
        // It follows on the parser's own errors, which say why.
        guard self.mistakes.isEmpty || !message.hasPrefix("Failed to parse the XML resource") else { return }
        let file = error.file.map { String(cString: $0) } ?? self.folder.address
        self.mistakes.append(
            SchemaError.Mistake(
                file: self.folder.path(of: file),
                line: error.line > 0 ? Int(error.line) : nil,
                message: message
            )
        )
    }
}
