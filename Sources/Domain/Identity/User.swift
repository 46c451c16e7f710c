/// A reporter (*rapportör*): whom one or more client certificates stand for, and what they may report.
public struct User: Hashable, Sendable {
    /// Lower-case letters, digits and hyphens; unique within its environment.
    public let name: String
    public let serials: [CertificateSerial]
    /// A disabled user is refused although the certificate itself is good.
    public let isDisabled: Bool
    public let grants: [Grant]

    public init(name: String, serials: [CertificateSerial], isDisabled: Bool, grants: [Grant]) {
        self.name = name
        self.serials = serials
        self.isDisabled = isDisabled
        self.grants = grants
    }

    /// Whether the user may be told of what another user sent, as far as sandboxes go; grants say the rest.
    ///
    /// A sandbox is told of nothing but its own, and its own is told to nobody else.
    ///
    /// - Parameter other: a user's name.
    public func sharesPlace(with other: String) -> Bool {
        other == self.name || !(SandboxName.isUser(other) || SandboxName.isUser(self.name))
    }
}

/// The right to report for an organisation, within one statistical program, in some of its file formats
/// (docs/protocol.md, "The order of a submission", step 6).
public struct Grant: Hashable, Sendable {
    public let organisation: OrganisationNumber
    public let program: StatisticalProgram
    public let formats: Set<FileFormatName>

    public init(organisation: OrganisationNumber, program: StatisticalProgram, formats: Set<FileFormatName>) {
        self.organisation = organisation
        self.program = program
        self.formats = formats
    }
}
