import HTTPTypes

/// A refused control call, as the caller sees it in `application/problem+json` (RFC 9457; docs/control.md, "Problems").
///
/// One constructor a problem, in the extensions beside this file; there is no way to make one without its texts.
struct ControlProblem: Error, Hashable, Sendable {
    let kind: Kind
    /// What was found and what was allowed.
    let detail: String
    /// What the reader can do next.
    let hint: String
    /// Every mistake of a request that had some, each with its place; otherwise empty.
    let mistakes: [FieldMistake]
    /// What the status asks for: `Allow`, `WWW-Authenticate`.
    let headers: HTTPFields

    init(
        _ kind: Kind,
        detail: String,
        hint: String,
        mistakes: [FieldMistake] = [],
        headers: HTTPFields = [:]
    ) {
        self.kind = kind
        self.detail = detail
        self.hint = hint
        self.mistakes = mistakes
        self.headers = headers
    }

    /// What all problems of one code share. Codes are stable; the table in docs/control.md is tested against
    /// ``catalogue``.
    struct Kind: Hashable, Sendable {
        /// Kebab-case.
        let code: String
        let status: Int
        let title: String

        init(_ code: String, _ status: Int, _ title: String) {
            self.code = code
            self.status = status
            self.title = title
        }
    }

    /// Every kind there is, in the order of the table in docs/control.md.
    static let catalogue: [Kind] =
        securityKinds + routeKinds + requestKinds + stateKinds + Kind.controlKinds + Kind.certificateKinds
        + Kind.journalKinds + emulatorKinds
}

extension String {
    /// At most `limit` characters, for texts of a caller's that go into a message.
    func clipped(to limit: Int = 80) -> String {
        self.count <= limit ? self : self.prefix(limit) + "…"
    }
}
