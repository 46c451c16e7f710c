extension ControlProblem.Kind {
    static let requestInvalid = ControlProblem.Kind("request-invalid", 400, "The request has mistakes")
    static let bodyNotJSON = ControlProblem.Kind("body-not-json", 400, "The body is not JSON")
    static let bodyNotText = ControlProblem.Kind("body-not-text", 400, "The body is not UTF-8 text")
    static let bodyMissing = ControlProblem.Kind("body-missing", 400, "The request has no body")
    static let bodyTooSlow = ControlProblem.Kind("body-too-slow", 408, "The body did not come in time")
    static let bodyTooLarge = ControlProblem.Kind("body-too-large", 413, "The body is too large")
    static let contentTypeRefused = ControlProblem.Kind(
        "content-type-refused",
        415,
        "The body has another content type"
    )
    static let requestMalformed = ControlProblem.Kind("request-malformed", 400, "The request is not HTTP")
}

extension ControlProblem {
    static let requestKinds: [Kind] = [
        .requestInvalid, .bodyNotJSON, .bodyNotText, .bodyMissing, .requestMalformed, .bodyTooSlow, .bodyTooLarge,
        .contentTypeRefused,
    ]

    /// - Parameter mistakes: at least one.
    static func requestInvalid(_ mistakes: [FieldMistake]) -> ControlProblem {
        ControlProblem(
            .requestInvalid,
            detail: mistakes.map(\.detail).joined(separator: " "),
            hint: mistakes.count == 1
                ? "Correct it and send the request again; nothing was changed."
                : "Correct all of them and send the request again; nothing was changed.",
            mistakes: mistakes
        )
    }

    /// - Parameter reason: a sentence without its full stop.
    static func bodyNotJSON(reason: String) -> ControlProblem {
        ControlProblem(
            .bodyNotJSON,
            detail: "The body cannot be read as JSON (RFC 8259): \(reason).",
            hint: "Send one JSON object, in UTF-8; nothing was changed."
        )
    }

    static let bodyNotText = ControlProblem(
        .bodyNotText,
        detail: "The body has bytes that are no UTF-8.",
        hint: "Save the text as UTF-8 and send it again; nothing was changed."
    )

    /// - Parameter allowed: what the body should be.
    static func bodyMissing(allowed: String) -> ControlProblem {
        ControlProblem(
            .bodyMissing,
            detail: "The request has an empty body; allowed: \(allowed).",
            hint: "Send the body with curl's --data or --data-binary @FILE; nothing was changed."
        )
    }

    static func bodyTooSlow(limit: Duration) -> ControlProblem {
        ControlProblem(
            .bodyTooSlow,
            detail: "The request's body was not there \(limit.inSeconds) after its head.",
            hint: "Send the whole request at once; nothing was changed."
        )
    }

    static func bodyTooLarge(limit: Int) -> ControlProblem {
        ControlProblem(
            .bodyTooLarge,
            detail: "The body has more than \(limit) bytes, which is the limit.",
            hint: "Send a smaller body; nothing was changed."
        )
    }

    /// - Parameters:
    ///   - found: the Content-Type header field's value, `nil` when there was none.
    ///   - allowed: media types.
    static func contentTypeRefused(_ found: String?, allowed: [String]) -> ControlProblem {
        ControlProblem(
            .contentTypeRefused,
            detail: "The Content-Type is \(found.map { "'\($0.clipped())'" } ?? "missing"); allowed: "
                + "\(allowed.joined(separator: ", ")).",
            hint: "Add the header field, with curl -H 'Content-Type: \(allowed[0])'."
        )
    }

    static let requestMalformed = ControlProblem(
        .requestMalformed,
        detail: "What came is no HTTP/1.1 request: its line, a header field or its framing is malformed (RFC 9112).",
        hint: "Use a HTTP client, and http:// rather than https://, which this listener does not speak."
    )
}

extension Duration {
    /// `30 s`, for a message.
    var inSeconds: String { "\(self.components.seconds) s" }
}
