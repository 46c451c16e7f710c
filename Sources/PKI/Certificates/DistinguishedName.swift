/// A certificate's subject: the two attributes the emulator writes.
public struct DistinguishedName: Hashable, Sendable {
    /// 1–64 characters, the bound of RFC 5280.
    public var commonName: String
    /// At most 64 characters; left out when empty.
    public var organization: String

    /// What the emulator's own certificates are filed under.
    public static let emulatorOrganization = "scb-m2m-emulator"

    public init(commonName: String, organization: String = DistinguishedName.emulatorOrganization) {
        self.commonName = commonName
        self.organization = organization
    }

    /// In the order of the encoding, most general first; RFC 2253 writes them the other way round.
    var attributes: [(type: String, value: String)] {
        [("O", self.organization), ("CN", self.commonName)].filter { !$0.value.isEmpty }
    }
}
