import Domain
import YAMLReading

extension Settings.Environment {
    enum Key: String, MapKey {
        case organisations, users
        case clientCA = "client-ca"
    }

    /// What could not be read is missing from the answer.
    ///
    /// - Parameter formats: `nil` when not all of them could be read.
    static func read(_ map: MapReader<Key>, formats: FormatCatalogue?) -> Settings.Environment {
        let organisations = Settings.Organisation.read(map.required(.organisations, listOf: "an organisation"))
        var reporters = ReporterReader(organisations: organisations?.map(\.number), formats: formats)
        return Settings.Environment(
            organisations: organisations ?? [],
            reporters: map.required(.users, listOf: "a user").compactMap { reporters.read($0) },
            clientCA: map.optional(.clientCA, mapOf: Settings.ClientCA.Key.self).flatMap(Settings.ClientCA.read)
        )
    }
}

extension Settings.ClientCA {
    enum Key: String, MapKey {
        case file, crl
        case trustForeignCA = "trust-foreign-ca"
    }

    /// - Returns: `nil` only after a mistake was reported.
    static func read(_ map: MapReader<Key>) -> Settings.ClientCA? {
        let file = map.required(.file, as: .path)
        let crl = map.optional(.crl)?.value(.path)
        guard map.required(.trustForeignCA, as: .trustForeignCA) == true, let file else { return nil }
        return Settings.ClientCA(file: file, revocationListFile: crl)
    }
}

extension Settings.Organisation {
    enum Key: String, MapKey {
        case number, name
    }

    /// - Returns: `nil` when not all of them could be read, so that nothing can be said about what refers to them.
    static func read(_ items: [NodeReader]) -> [Settings.Organisation]? {
        var numbers = FirstUses<OrganisationNumber>(ofEach: "organisation")
        let organisations = items.compactMap { item -> Settings.Organisation? in
            guard let map = item.map(Key.self) else { return nil }
            let number = map.required(.number, as: .organisationNumber, onceIn: &numbers)
            let name = map.required(.name, as: .organisationName)
            guard let number, let name else { return nil }
            return Settings.Organisation(number: number, name: name)
        }
        return items.isEmpty || organisations.count < items.count ? nil : organisations
    }
}
