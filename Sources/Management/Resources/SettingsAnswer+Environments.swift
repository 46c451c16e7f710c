import Domain
import Settings

/// Who may report what in one environment.
struct EnvironmentAnswer: Encodable {
    let organisations: [Organisation]
    let users: [UserAnswer]
    let clientCA: ClientCA?

    private enum CodingKeys: String, CodingKey {
        case organisations, users
        case clientCA = "client-ca"
    }

    struct Organisation: Encodable {
        let number: String
        let name: String
    }

    struct ClientCA: Encodable {
        let file: String
        let revocationList: String?

        private enum CodingKeys: String, CodingKey {
            case file
            case revocationList = "revocation-list"
        }
    }

    init(_ environment: Settings.Environment) {
        self.organisations = environment.organisations.map {
            Organisation(number: $0.number.digits, name: $0.name)
        }
        self.users = environment.reporters.map(UserAnswer.init)
        self.clientCA = environment.clientCA.map {
            ClientCA(file: $0.file, revocationList: $0.revocationListFile)
        }
    }
}

struct UserAnswer: Encodable {
    let name: String
    let serials: [String]
    let disabled: Bool
    let keyType: String
    let grants: [GrantAnswer]

    private enum CodingKeys: String, CodingKey {
        case name, serials, disabled, grants
        case keyType = "key-type"
    }

    init(_ reporter: Settings.Reporter) {
        self.name = reporter.user.name
        self.serials = reporter.user.serials.map(\.hex)
        self.disabled = reporter.user.isDisabled
        self.keyType = reporter.keyType.rawValue
        self.grants = reporter.user.grants.map(GrantAnswer.init)
    }
}

/// What somebody may report for whom.
struct GrantAnswer: Encodable {
    let organisation: String
    let program: String
    let formats: [String]

    init(_ grant: Grant) {
        self.organisation = grant.organisation.digits
        self.program = grant.program.rawValue
        self.formats = grant.formats.map(\.text).sorted()
    }
}

struct FormatAnswer: Encodable {
    let name: String
    let program: String
    let root: String?
    let namespace: String?
    let versions: [String]
    /// The versions that have a schema.
    let schemas: [String]
    /// The ids of what is asked besides.
    let rules: [String]

    init(_ format: FileFormat) {
        self.name = format.name.text
        self.program = format.program.rawValue
        self.root = format.rootElement
        self.namespace = format.namespace
        self.versions = format.versions
        self.schemas = format.schemas.keys.sorted()
        self.rules = format.rules.map(\.id)
    }
}
