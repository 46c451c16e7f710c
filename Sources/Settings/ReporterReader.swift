import Domain
import YAMLReading

/// Reads the users of one environment, and checks them against each other and against what they refer to.
struct ReporterReader {
    private let grants: GrantReader
    private var names = FirstUses<String>(ofEach: "user name")
    private var serials = FirstUses<CertificateSerial>(ofEach: "serial number")

    private enum Key: String, MapKey {
        case name, serials, key, disabled, grants
    }

    /// - Parameters: what grants may refer to; `nil` when not all of it could be read.
    init(organisations: [OrganisationNumber]?, formats: FormatCatalogue?) {
        self.grants = GrantReader(organisations: organisations, formats: formats)
    }

    /// - Returns: `nil` only after a mistake was reported.
    mutating func read(_ item: NodeReader) -> Settings.Reporter? {
        guard let map = item.map(Key.self) else { return nil }
        let name = map.required(.name, as: .userName, onceIn: &self.names)
        let serials = map.optional(.serials)?.list(of: "a serial number").compactMap { serial in
            serial.value(.serial, onceIn: &self.serials)
        }
        let grants = self.grants.read(map.required(.grants, listOf: "a grant"))
        var keyType = Settings.KeyType.rsa2048
        map.read(.key, as: .oneOf, into: &keyType)
        var isDisabled = false
        map.read(.disabled, as: .boolean, into: &isDisabled)
        guard let name else { return nil }
        let user = User(name: name, serials: serials ?? [], isDisabled: isDisabled, grants: grants)
        return Settings.Reporter(user: user, keyType: keyType)
    }
}
