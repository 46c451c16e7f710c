public import Domain

extension Settings {
    /// Who reports in one environment, and for whom.
    public struct Environment: Hashable, Sendable {
        /// At least one; no number twice.
        public var organisations: [Organisation]
        /// At least one; no name and no serial number twice.
        public var reporters: [Reporter]
        /// Whose client certificates are trusted besides those of the emulator's own authority; by default nobody's.
        public var clientCA: ClientCA?

        public init(organisations: [Organisation], reporters: [Reporter], clientCA: ClientCA? = nil) {
            self.organisations = organisations
            self.reporters = reporters
            self.clientCA = clientCA
        }

        /// The reporters as the rules of a submission see them, in the order of the file.
        public var users: [User] { self.reporters.map(\.user) }
    }

    /// A reporting organisation (*uppgiftslämnare*).
    public struct Organisation: Hashable, Sendable {
        public var number: OrganisationNumber
        /// 1 to 200 characters, only ever shown.
        public var name: String

        public init(number: OrganisationNumber, name: String) {
            self.number = number
            self.name = name
        }
    }

    /// A user, and how the certificate is made that the emulator issues to it.
    public struct Reporter: Hashable, Sendable {
        /// Its name is also that of its certificate's files; the first of its serials is that certificate's, which has a
        /// random one where there is none.
        public var user: User
        /// By default RSA of 2048 bits.
        public var keyType: KeyType

        public init(user: User, keyType: KeyType = .rsa2048) {
            self.user = user
            self.keyType = keyType
        }
    }

    /// Certificate authorities that the emulator did not make, and that it trusts because somebody said so.
    public struct ClientCA: Hashable, Sendable {
        /// A PEM file with one or more of them.
        public var file: String
        /// A PEM file with their revocation lists; `nil` when there are none, so that nothing they issued counts as revoked.
        public var revocationListFile: String?

        public init(file: String, revocationListFile: String? = nil) {
            self.file = file
            self.revocationListFile = revocationListFile
        }
    }

    /// The key of a certificate that the emulator makes.
    public enum KeyType: String, Hashable, Sendable, CaseIterable {
        /// What every client's TLS knows.
        case rsa2048 = "rsa-2048"
        /// ECDSA on the curve P-256.
        case p256 = "p-256"
    }
}
