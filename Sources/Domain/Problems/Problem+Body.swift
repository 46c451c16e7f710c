extension Problem.Kind {
    static let mediaTypeUnsupported = Problem.Kind("media-type-unsupported", 415, "The body is not a form with a file")
    static let fragmentTooLarge = Problem.Kind("fragment-too-large", 413, "The fragment is too large")
    static let bodyTooLarge = Problem.Kind("body-too-large", 413, "The body is too large")
    static let multipartMalformed = Problem.Kind("multipart-malformed", 400, "The multipart body is malformed")
    static let filePartMissing = Problem.Kind("file-part-missing", 400, "The body has no file part")
    static let bodyIncomplete = Problem.Kind("body-incomplete", 400, "The body ended too early")
}

extension Problem {
    static let bodyKinds: [Kind] = [
        .mediaTypeUnsupported, .fragmentTooLarge, .bodyTooLarge, .multipartMalformed, .filePartMissing,
        .bodyIncomplete,
    ]

    /// - Parameter value: the Content-Type field, `nil` when there is none.
    public static func mediaTypeUnsupported(_ value: String?) -> Problem {
        Problem(
            .mediaTypeUnsupported,
            detail: "Content-Type is \(value.map { "'\($0.clipped())'" } ?? "missing"); expected "
                + "multipart/form-data with a boundary of 1 to 70 characters.",
            hint: "Send the fragment as one file part named 'File', e.g. curl -F 'File=@holdings.xml'."
        )
    }

    public static func fragmentTooLarge(limit: Int) -> Problem {
        Problem(
            .fragmentTooLarge,
            detail: "The file part holds more than \(limit) bytes, the largest fragment there is.",
            hint: "Cut the file into fragments of \(limit) bytes and number them 0, 1, 2, …, -1."
        )
    }

    public static func bodyTooLarge(limit: Int) -> Problem {
        Problem(
            .bodyTooLarge,
            detail: "The body is longer than \(limit) bytes, which a fragment with its multipart framing never needs.",
            hint: "Send one fragment a request and nothing else in the form."
        )
    }

    /// - Parameter reason: which rule of RFC 7578 or RFC 2046 was broken, where.
    public static func multipartMalformed(_ reason: String) -> Problem {
        Problem(
            .multipartMalformed,
            detail: "The multipart/form-data body cannot be read: \(reason).",
            hint: "Let an HTTP library write the form (RFC 7578); by hand, mind that lines end in CRLF and that the "
                + "last boundary ends in two hyphens."
        )
    }

    /// - Parameter found: the names of the parts that were there.
    public static func filePartMissing(found: [String]) -> Problem {
        let names = found.map { "'\($0.clipped())'" }.joined(separator: ", ")
        return Problem(
            .filePartMissing,
            detail: "The form has no part named 'File'; found \(names.isEmpty ? "no part" : names).",
            hint: "Name the part 'File', e.g. curl -F 'File=@holdings.xml'."
        )
    }

    public static let bodyIncomplete = Problem(
        .bodyIncomplete,
        detail: "The connection ended before the request body did.",
        hint: "Send the same fragment again."
    )
}
