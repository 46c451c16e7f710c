public import Domain

/// The boundary of a body that says it is `multipart/form-data`.
public struct MultipartBoundary: Hashable, Sendable {
    /// 1–70 bytes.
    let text: String

    /// - Parameter contentType: the Content-Type field's value, `nil` when the request has none.
    /// - Throws: 415 for another media type or an unusable boundary.
    public init(contentType: String?) throws(Problem) {
        let parsed = HeaderValue(contentType ?? "")
        guard parsed.value == "multipart/form-data", let boundary = parsed.parameters["boundary"],
            (1...70).contains(boundary.utf8.count), !boundary.utf8.contains(where: { $0 < 0x20 })
        else { throw .mediaTypeUnsupported(contentType) }
        self.text = boundary
    }
}
