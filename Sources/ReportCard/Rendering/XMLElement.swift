import CLibXML2
import Foundation

/// An element to be written; libxml2 does the writing and the escaping.
struct XMLElement {
    let name: String
    let attributes: [(String, String)]
    let children: [XMLElement]
    let text: String?

    init(_ name: String, _ attributes: [(String, String)], _ children: [XMLElement] = [], text: String? = nil) {
        self.name = name
        self.attributes = attributes
        self.children = children
        self.text = text
    }

    /// A document with this element as its root, indented, in UTF-8.
    var document: Data {
        let document = xmlNewDoc("1.0")
        defer { xmlFreeDoc(document) }
        xmlDocSetRootElement(document, self.node)
        let buffer = xmlBufferCreate()
        defer { xmlBufferFree(buffer) }
        // Writes into the buffer, and is closed by what writes.
        let output = xmlOutputBufferCreateBuffer(buffer, xmlFindCharEncodingHandler("UTF-8"))
        guard xmlSaveFormatFileTo(output, document, "UTF-8", 1) >= 0, let bytes = xmlBufferContent(buffer) else {
            preconditionFailure("libxml2 has no memory for a report")
        }
        return Data(bytes: bytes, count: Int(xmlBufferLength(buffer)))
    }

    /// Belongs to whoever takes it into a document.
    private var node: xmlNodePtr? {
        let node = xmlNewNode(nil, self.name)
        for (name, value) in self.attributes { xmlNewProp(node, name, value.allowedInXML) }
        if let text { xmlAddChild(node, xmlNewText(text.allowedInXML)) }
        for child in self.children { xmlAddChild(node, child.node) }
        return node
    }
}

extension String {
    /// With U+FFFD for every character that XML 1.0 (2.2) does not have: a file's name may hold one.
    fileprivate var allowedInXML: String {
        String(
            String.UnicodeScalarView(
                self.unicodeScalars.map { scalar in
                    switch scalar.value {
                    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: scalar
                    default: "\u{FFFD}"
                    }
                }
            )
        )
    }
}
