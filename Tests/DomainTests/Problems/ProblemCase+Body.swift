@testable import Domain

extension ProblemCase {
    static let body = [
        ProblemCase(
            .mediaTypeUnsupported("text/xml"),
            "media-type-unsupported",
            415,
            "The body is not a form with a file",
            detail: "Content-Type is 'text/xml'; expected multipart/form-data with a boundary of 1 to 70 characters.",
            hint: "Send the fragment as one file part named 'File', e.g. curl -F 'File=@holdings.xml'."
        ),
        ProblemCase(
            .mediaTypeUnsupported(nil),
            "media-type-unsupported",
            415,
            "The body is not a form with a file",
            detail: "Content-Type is missing; expected multipart/form-data with a boundary of 1 to 70 characters.",
            hint: "Send the fragment as one file part named 'File', e.g. curl -F 'File=@holdings.xml'."
        ),
        ProblemCase(
            .fragmentTooLarge(limit: 9_216_000),
            "fragment-too-large",
            413,
            "The fragment is too large",
            detail: "The file part holds more than 9216000 bytes, the largest fragment there is.",
            hint: "Cut the file into fragments of 9216000 bytes and number them 0, 1, 2, …, -1."
        ),
        ProblemCase(
            .bodyTooLarge(limit: 9_300_000),
            "body-too-large",
            413,
            "The body is too large",
            detail: "The body is longer than 9300000 bytes, which a fragment with its multipart framing never needs.",
            hint: "Send one fragment a request and nothing else in the form."
        ),
        ProblemCase(
            .multipartMalformed("a part has no blank line after its header fields"),
            "multipart-malformed",
            400,
            "The multipart body is malformed",
            detail: "The multipart/form-data body cannot be read: a part has no blank line after its header fields.",
            hint: "Let an HTTP library write the form (RFC 7578); by hand, mind that lines end in CRLF and that the "
                + "last boundary ends in two hyphens."
        ),
        ProblemCase(
            .filePartMissing(found: ["Fil", "note"]),
            "file-part-missing",
            400,
            "The body has no file part",
            detail: "The form has no part named 'File'; found 'Fil', 'note'.",
            hint: "Name the part 'File', e.g. curl -F 'File=@holdings.xml'."
        ),
        ProblemCase(
            .filePartMissing(found: []),
            "file-part-missing",
            400,
            "The body has no file part",
            detail: "The form has no part named 'File'; found no part.",
            hint: "Name the part 'File', e.g. curl -F 'File=@holdings.xml'."
        ),
        ProblemCase(
            .bodyIncomplete,
            "body-incomplete",
            400,
            "The body ended too early",
            detail: "The connection ended before the request body did.",
            hint: "Send the same fragment again."
        ),
    ]

    static let content = [
        ProblemCase(
            .fileEmpty("a.xml"),
            "file-empty",
            400,
            "The file is empty",
            detail: "'a.xml' has no bytes: -1 came empty and no fragment before it carried any.",
            hint: "Check that the file was written before it was sent."
        ),
        ProblemCase(
            .fileNotWellFormed("a.xml", line: 3, column: 7, message: "EntityRef: expecting ';'"),
            "file-not-well-formed",
            400,
            "The file is not well-formed XML",
            detail: "'a.xml' is not well-formed XML: line 3, column 7: EntityRef: expecting ';'.",
            hint: "Correct the file and send it again whole, from fragment 0. An end that comes too early often means "
                + "that the last bytes were never sent."
        ),
        ProblemCase(
            .fileWrongRoot("a.xml", found: "report", format: Example.v40, line: 2, column: 8),
            "file-wrong-root",
            400,
            "The file's root element is not the format's",
            detail: "'a.xml' has the root element 'report' (line 2, column 8); V40 has 'Report'.",
            hint: "Check that the file is in the format that the path names, then send it again whole."
        ),
        ProblemCase(
            .fileWrongNamespace("a.xml", found: "urn:x", format: Example.v40, line: 2, column: 8),
            "file-wrong-namespace",
            400,
            "The file's namespace is not the format's",
            detail: "'a.xml' has its root element in the namespace 'urn:x' (line 2, column 8); V40 has "
                + "'http://scb.se/gdb/vinn'.",
            hint: "Set xmlns on the root element as the format's schema asks, then send the file again whole."
        ),
        ProblemCase(
            .fileWrongNamespace("a.xml", found: nil, format: Example.v40, line: 1, column: 1),
            "file-wrong-namespace",
            400,
            "The file's namespace is not the format's",
            detail: "'a.xml' has its root element in no namespace (line 1, column 1); V40 has "
                + "'http://scb.se/gdb/vinn'.",
            hint: "Set xmlns on the root element as the format's schema asks, then send the file again whole."
        ),
    ]
}
