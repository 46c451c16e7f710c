import Domain
import NIOCore
import Wire

/// A request body with its Content-Type.
struct Body: Sendable {
    let contentType: String
    var bytes: [UInt8]

    init(contentType: String, _ bytes: [UInt8]) {
        self.contentType = contentType
        self.bytes = bytes
    }

    init(contentType: String = "multipart/form-data; boundary=bound", _ text: String) {
        self.init(contentType: contentType, Array(text.utf8))
    }

    /// A form with the boundary `bound` and one file part.
    static func file(_ content: [UInt8]) -> Body {
        let head = "--bound\r\nContent-Disposition: form-data; name=File; filename=a\r\n\r\n"
        return Body(
            contentType: "multipart/form-data; boundary=bound",
            Array(head.utf8) + content + Array("\r\n--bound--\r\n".utf8)
        )
    }

    var boundary: MultipartBoundary {
        get throws { try MultipartBoundary(contentType: self.contentType) }
    }

    /// Where the body can be cut in two.
    var inside: Range<Int> { 1..<self.bytes.count }

    /// The body in pieces, slices of one buffer as an HTTP decoder passes them on.
    ///
    /// - Parameter cuts: offsets, ascending.
    func chunks(cutAt cuts: [Int]) -> [ByteBuffer] {
        let whole = ByteBuffer(bytes: self.bytes)
        return zip([0] + cuts, cuts + [self.bytes.count]).map { whole.getSlice(at: $0, length: $1 - $0)! }
    }
}
