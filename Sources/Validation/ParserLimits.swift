import CLibXML2

/// Limits that libxml2 2.9 lacks. In each case it searches a list from end to end for every new item, so that a few
/// megabytes cost minutes: 1.5 million different names, for example, half a minute.
///
/// They are looked at whenever the parser asks for bytes, every 4,000 at most, which costs nothing measurable. Its
/// arrays grow by doubling and never shrink, so an array's size tells what the file had at most.
enum ParserLimits {
    /// Elements of V40 have four attributes.
    static let attributes = 800
    static let namespaces = 600
    static let names = 20_000

    /// - Returns: what the file has too much of; `nil` while it keeps within the limits.
    static func excess(in parser: xmlParserCtxtPtr) -> String? {
        // Five entries an attribute, room for 11, 24, 50, 102, 206, 414, 830, 1,662.
        if parser.pointee.maxatts > 5 * 1_000 { return "An element has more than \(Self.attributes) attributes" }
        // Two entries a namespace, room for 5, 10, 20, …, 640, 1,280.
        if parser.pointee.nsMax > 2 * 1_000 { return "More than \(Self.namespaces) namespaces are declared at once" }
        if xmlDictSize(parser.pointee.dict) > Self.names {
            return "The file has more than \(Self.names) different names of elements and attributes"
        }
        return nil
    }
}
