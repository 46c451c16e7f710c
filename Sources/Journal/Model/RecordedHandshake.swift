public import Domain

/// A connection that ended in TLS, before any request of it could be read.
public struct RecordedHandshake: Sendable {
    /// What happened, a sentence.
    public let reason: String
    /// What the reader can do next.
    public let hint: String
    /// The alert that ended it and who sent it, as the log has it; `nil` when there was none.
    public let alert: String?
    /// Why the client's certificate was refused; `nil` when it was not.
    public let refusal: CertificateRefusal?
    /// The verdict's trace, when a certificate was refused; otherwise empty.
    public let checks: [CertificateCheck]
    public let injections: [Injection]

    public init(
        reason: String,
        hint: String,
        alert: String?,
        refusal: CertificateRefusal?,
        checks: [CertificateCheck],
        injections: [Injection]
    ) {
        self.reason = reason
        self.hint = hint
        self.alert = alert
        self.refusal = refusal
        self.checks = checks
        self.injections = injections
    }
}

/// Something that was done on purpose, because a rule of a scenario asked for it.
public struct Injection: Hashable, Sendable {
    /// `scenario/rule`; empty where it is not known any more, as of a certificate that a scenario revoked earlier.
    public let rule: String
    /// In words for a person: `fault: reset at request-bytes 1024`.
    public let what: String

    public init(rule: String, what: String) {
        self.rule = rule
        self.what = what
    }
}
