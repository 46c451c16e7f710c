import HTTPTypes

extension ControlProblem.Kind {
    static let hostMissing = ControlProblem.Kind("host-missing", 400, "The request does not say once whom it is for")
    static let hostRefused = ControlProblem.Kind("host-refused", 403, "The request is for another host")
    static let originRefused = ControlProblem.Kind("origin-refused", 403, "The request comes from a web page")
    static let tokenMissing = ControlProblem.Kind("token-missing", 401, "The call needs a token")
    static let tokenWrong = ControlProblem.Kind("token-wrong", 401, "The token is wrong")
}

extension ControlProblem {
    static let securityKinds: [Kind] = [.hostMissing, .hostRefused, .originRefused, .tokenMissing, .tokenWrong]

    /// - Parameter count: of `Host` header fields.
    static func hostMissing(count: Int) -> ControlProblem {
        ControlProblem(
            .hostMissing,
            detail: "The request has \(count == 0 ? "no" : "more than one") Host header field; it must have one "
                + "(RFC 9112, 3.2).",
            hint: "Send the host and port of the listener, such as 'Host: 127.0.0.1:8480'."
        )
    }

    static func hostRefused(_ host: String, allowed: [String]) -> ControlProblem {
        ControlProblem(
            .hostRefused,
            detail:
                "The Host header field is '\(host.clipped())'; allowed: \(allowed.joined(separator: ", ")), each with "
                + "any port. A web page could otherwise reach this listener by a name of its own.",
            hint: "Call the listener by one of those names."
        )
    }

    static func originRefused(_ field: String, _ value: String, own: String) -> ControlProblem {
        ControlProblem(
            .originRefused,
            detail:
                "The \(field) header field is '\(value.clipped())': a web page sent the request, and only '\(own)' may.",
            hint: "Call the listener from a program, which sends no such header field."
        )
    }

    static let tokenMissing = ControlProblem(
        .tokenMissing,
        detail:
            "The request has no Authorization header field with a Bearer token, which this listener was started with.",
        hint: "Send 'Authorization: Bearer TOKEN' with the token that --management-token-file names.",
        headers: [.wwwAuthenticate: "Bearer"]
    )

    static let tokenWrong = ControlProblem(
        .tokenWrong,
        detail: "The Bearer token of the request is not the one that this listener was started with.",
        hint: "Send the token that --management-token-file names, without quotes and line end.",
        headers: [.wwwAuthenticate: #"Bearer error="invalid_token""#]
    )
}
