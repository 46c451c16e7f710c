/// A refusal, as a client sees it in `application/problem+json` (RFC 9457; docs/protocol.md, "Errors").
///
/// One constructor a problem, in the extensions beside this file; there is no way to make one without its texts.
public struct Problem: Error, Hashable, Sendable {
    public let kind: Kind
    /// What was found and what was allowed.
    public let detail: String
    /// What the reader can do next.
    public let hint: String
    /// The methods of the `Allow` header, which RFC 9110 (15.5.6) asks for with 405; otherwise empty.
    public let allowedMethods: [String]
    /// After how many seconds the `Retry-After` header (RFC 9110, 10.2.3) lets the client come again; `nil` for none.
    public let retryAfter: Int?
    /// The trace of the verdict, when it is the client's certificate that is refused; otherwise empty.
    public internal(set) var checks: [CertificateCheck] = []

    public var code: String { self.kind.code }
    public var status: Int { self.kind.status }
    public var title: String { self.kind.title }

    init(_ kind: Kind, detail: String, hint: String, allowedMethods: [String] = [], retryAfter: Int? = nil) {
        self.kind = kind
        self.detail = detail
        self.hint = hint
        self.allowedMethods = allowedMethods
        self.retryAfter = retryAfter
    }

    /// What all problems of one code share. Codes are stable; README's table of errors is tested against
    /// ``catalogue``.
    public struct Kind: Hashable, Sendable {
        /// Kebab-case.
        public let code: String
        /// The HTTP status; every number is our assumption, SCB documents only that an error code is returned.
        public let status: Int
        public let title: String

        init(_ code: String, _ status: Int, _ title: String) {
            self.code = code
            self.status = status
            self.title = title
        }
    }

    /// Every kind there is but that of ``scripted(status:code:rule:)``, which is a scenario's, in the order of README's
    /// table.
    public static let catalogue: [Kind] =
        transportKinds + routeKinds + certificateKinds + sessionKinds + parameterKinds + grantKinds + bodyKinds
        + orderKinds + contentKinds + emulatorKinds + scenarioKinds
}

extension String {
    /// At most `limit` characters, for texts of a client's that go into a message.
    func clipped(to limit: Int = 80) -> String {
        self.count <= limit ? self : self.prefix(limit) + "…"
    }
}
