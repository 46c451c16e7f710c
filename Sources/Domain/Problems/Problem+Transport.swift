extension Problem.Kind {
    static let requestMalformed = Problem.Kind("request-malformed", 400, "The request is not valid HTTP")
    static let hostMissing = Problem.Kind("host-missing", 400, "The request names no host")
    static let requestTimeout = Problem.Kind("request-timeout", 408, "The request took too long")
    static let uriTooLong = Problem.Kind("uri-too-long", 414, "The request target is too long")
    static let headersTooLarge = Problem.Kind("headers-too-large", 431, "The header fields are too large")
}

extension Problem {
    static let transportKinds: [Kind] = [
        .requestMalformed, .hostMissing, .requestTimeout, .uriTooLong, .headersTooLarge,
    ]

    /// - Parameter reason: the HTTP parser's wording.
    public static func requestMalformed(reason: String) -> Problem {
        Problem(
            .requestMalformed,
            detail: "The bytes received are not an HTTP/1.1 request: \(reason).",
            hint: "Send HTTP/1.1 as RFC 9112 describes it; the connection is closed after this answer."
        )
    }

    public static let hostMissing = Problem(
        .hostMissing,
        detail: "An HTTP/1.1 request must carry exactly one Host header field (RFC 9112, 3.2).",
        hint: "Let the HTTP library set Host; if the request is written by hand, add the line 'Host: localhost:8443'."
    )

    /// - Parameter limit: with its unit.
    public static func requestTimeout(limit: String) -> Problem {
        Problem(
            .requestTimeout,
            detail: "No part of the request arrived for \(limit).",
            hint: "Send the request without pauses, or raise limits.request-timeout in the settings."
        )
    }

    public static func uriTooLong(bytes: Int, limit: Int) -> Problem {
        Problem(
            .uriTooLong,
            detail: "The request target is \(bytes) bytes long; at most \(limit) are allowed.",
            hint: "Shorten the file name, or raise limits.target-bytes in the settings."
        )
    }

    public static func headersTooLarge(limit: Int) -> Problem {
        Problem(
            .headersTooLarge,
            detail: "The request line and header fields together pass \(limit) bytes, or one of them is too large.",
            hint: "Send fewer or shorter header fields (often it is cookies that pile up), "
                + "or raise limits.header-bytes in the settings."
        )
    }
}
