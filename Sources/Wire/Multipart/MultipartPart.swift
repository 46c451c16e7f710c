/// A part's header fields, as far as they matter here.
public struct MultipartPart: Equatable, Sendable {
    /// The form field's name.
    public let name: String
    /// Whether the part is a file: ASP.NET Core takes one without `filename` and `filename*` for a plain field. The
    /// name itself counts for nothing, the path's does (docs/protocol.md, "Fragments").
    public let hasFileName: Bool

    /// - Parameter head: the part's header fields, each line led by CRLF, with whatever stood behind the boundary.
    init(head: String) throws(MultipartParser.Malformed) {
        // "\r\n" is one Character in Swift.
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
        guard let padding = lines.first, padding.allSatisfy({ $0 == " " || $0 == "\t" }) else {
            throw MultipartParser.Malformed(reason: "a boundary is not followed by a line break")
        }
        let fields = lines.dropFirst().filter { !$0.isEmpty }.map { line in
            line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        }
        guard fields.allSatisfy({ $0.count == 2 }) else {
            throw MultipartParser.Malformed(reason: "a header field of a part has no colon")
        }
        let disposition = fields.first { $0[0].trimmed.lowercased() == "content-disposition" }
        guard let disposition, case let value = HeaderValue(String(disposition[1])), value.value == "form-data",
            let name = value.parameters["name"]
        else {
            throw MultipartParser.Malformed(reason: "a part has no 'Content-Disposition: form-data' with a name")
        }
        self.name = name
        self.hasFileName = value.parameters["filename"] != nil || value.parameters["filename*"] != nil
    }
}
