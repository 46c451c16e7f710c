import CLibXML2

/// libxml2's streaming validator of one document, through its plug into SAX.
///
/// The plug's functions are called by ``ValidationPass``, not by the parser, so that text comes in few portions: libxml2
/// joins them by copying all that it has with each, and a text of character references would cost its length squared.
final class SchemaValidator {
    let start: startElementNsSAX2Func
    let end: endElementNsSAX2Func
    let characters: charactersSAXFunc
    /// What the functions are called with.
    let context: UnsafeMutableRawPointer

    private let schema: Schema
    private let validator: xmlSchemaValidCtxtPtr
    private let plug: xmlSchemaSAXPlugPtr
    /// The plug keeps pointers to both.
    private let handler: UnsafeMutablePointer<xmlSAXHandlerPtr?>
    private let userData: UnsafeMutablePointer<UnsafeMutableRawPointer?>

    /// - Returns: `nil` when there is no memory.
    init?(_ schema: Schema) {
        guard let validator = xmlSchemaNewValidCtxt(schema.pointer) else { return nil }
        let handler = UnsafeMutablePointer<xmlSAXHandlerPtr?>.allocate(capacity: 1)
        let userData = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 1)
        handler.initialize(to: nil)
        userData.initialize(to: nil)
        guard let plug = xmlSchemaSAXPlug(validator, handler, userData), let functions = handler.pointee,
            let context = userData.pointee, let start = functions.pointee.startElementNs,
            let end = functions.pointee.endElementNs, let characters = functions.pointee.characters
        else {
            xmlSchemaFreeValidCtxt(validator)
            handler.deallocate()
            userData.deallocate()
            return nil
        }
        self.schema = schema
        self.validator = validator
        self.plug = plug
        self.handler = handler
        self.userData = userData
        self.context = context
        self.start = start
        self.end = end
        self.characters = characters
    }

    /// Has errors told to `onError`, with `listener`, which must be there as long as the document lasts.
    func listen(_ listener: UnsafeMutableRawPointer, onError: @escaping xmlStructuredErrorFunc) {
        xmlSchemaSetValidStructuredErrors(self.validator, onError, listener)
    }

    deinit {
        xmlSchemaSAXUnplug(self.plug)
        xmlSchemaFreeValidCtxt(self.validator)
        self.handler.deallocate()
        self.userData.deallocate()
    }
}
