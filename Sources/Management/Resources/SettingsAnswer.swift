import Domain
import Settings
import YAMLReading

/// Every setting, by the names that a settings file has for them (fixtures/settings.yaml). None is a secret: the password
/// of PKCS#12 files is published.
struct SettingsAnswer: Encodable {
    private let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: SettingKey.self)
        let settings = self.settings
        try object.encode(settings.profile.rawValue, forKey: "profile")
        try object.encode(settings.processingDelay.settingsText, forKey: "processing-delay")
        try object.encode(settings.unicodeMinus.name, forKey: "unicode-minus")
        try object.encode(settings.organisationCheckDigit.name, forKey: "organisation-check-digit")
        try object.encode(self.members, forKey: "session", "uploads", "validation", "answers", "limits")
        try object.encode(self.trust, forKey: "tls", "certificates", "journal")
        var environments = object.nestedContainer(keyedBy: SettingKey.self, forKey: "environments")
        for (name, environment) in settings.environments {
            try environments.encode(EnvironmentAnswer(environment), forKey: SettingKey(name.rawValue))
        }
        try object.encode(settings.formats.formats.map(FormatAnswer.init), forKey: "formats")
    }

    private var members: [String: [String: SettingValue]] {
        let settings = self.settings
        return [
            "session": ["cookie": .text(settings.session.cookie.rawValue), "idle": .time(settings.session.idle)],
            "uploads": [
                "abandon-after": .time(settings.uploads.abandonAfter), "repeats": .text(settings.uploads.repeats.name),
            ],
            "validation": [
                "findings": .number(settings.validation.findings), "memory": .number(settings.validation.memory),
                "at-once": .number(settings.validation.atOnce),
            ],
            "answers": ["variants": .list(settings.answers.variants.map(\.rawValue).sorted())],
            "limits": self.limits,
        ]
    }

    private var limits: [String: SettingValue] {
        let limits = self.settings.limits
        return [
            "fragment-bytes": .number(limits.fragmentBytes), "target-bytes": .number(limits.targetBytes),
            "header-bytes": .number(limits.headerBytes),
            "client-certificate-bytes": .number(limits.clientCertificateBytes),
            "connections": .number(limits.connections),
            "sessions-per-certificate": .number(limits.sessionsPerCertificate), "uploads": .number(limits.uploads),
            "sandboxes": .number(limits.sandboxes), "handshake-timeout": .time(limits.handshakeTimeout),
            "request-timeout": .time(limits.requestTimeout), "idle-timeout": .time(limits.idleTimeout),
            "drain-bytes": .number(limits.drainBytes), "drain-timeout": .time(limits.drainTimeout),
            "shutdown-grace": .time(limits.shutdownGrace),
        ]
    }

    private var trust: [String: [String: SettingValue]] {
        let (tls, certificates, journal) = (self.settings.tls, self.settings.certificates, self.settings.journal)
        return [
            "tls": [
                "versions": .text(tls.versions.rawValue), "refusal": .text(tls.refusal.rawValue),
                "server-certificate": .text(tls.serverCertificate.rawValue), "send-ca-names": .flag(tls.sendCANames),
            ],
            "certificates": [
                "p12-password": .text(certificates.p12Password),
                "revocation-list": .text(certificates.revocationList.rawValue),
                "expiry-warning": .time(certificates.expiryWarning), "expiry-header": .flag(certificates.expiryHeader),
            ],
            "journal": [
                "entries": .number(journal.entries), "bytes": .number(journal.bytes),
                "sandbox": .numbers(["entries": journal.sandbox.entries, "bytes": journal.sandbox.bytes]),
            ],
        ]
    }
}

/// One setting's value.
enum SettingValue: Encodable {
    case text(String)
    case number(Int)
    case flag(Bool)
    /// Written as a settings file has it, `20min`.
    case time(Duration)
    case list([String])
    case numbers([String: Int])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .time(let time): try container.encode(time.settingsText)
        case .list(let list): try container.encode(list)
        case .numbers(let numbers): try container.encode(numbers)
        }
    }
}

struct SettingKey: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ text: String) { self.stringValue = text }
    init(stringLiteral text: String) { self.stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension KeyedEncodingContainer<SettingKey> {
    fileprivate mutating func encode(_ members: [String: [String: SettingValue]], forKey keys: String...) throws {
        for key in keys { try self.encode(members[key], forKey: SettingKey(key)) }
    }
}

extension Tolerance {
    fileprivate var name: String {
        switch self {
        case .accept: "accept"
        case .refuse: "refuse"
        }
    }
}
