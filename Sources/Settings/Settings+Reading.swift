import Domain
import YAMLReading

extension Settings {
    enum Key: String, MapKey {
        case environments, formats, profile
        case processingDelay = "processing-delay"
        case session
        case unicodeMinus = "unicode-minus"
        case organisationCheckDigit = "organisation-check-digit"
        case uploads, validation, answers, journal, limits, tls, certificates
    }

    /// A key for each of SCB's environments.
    enum EnvironmentKey: String, MapKey {
        case test, production

        var environment: EnvironmentName {
            switch self {
            case .test: .test
            case .production: .production
            }
        }
    }

    /// - Parameter profile: in place of the file's.
    /// - Returns: `nil` only after a mistake was reported; settings with gaps, too, come only after a mistake.
    static func read(_ root: NodeReader, profile: Profile?) -> Settings? {
        guard let map = root.map(Key.self) else { return nil }
        let formats = FormatCatalogue.read(map.required(.formats, listOf: "a file format"))
        let environments = map.required(.environments, mapOf: EnvironmentKey.self).map { environments in
            self.environments(environments, formats: formats)
        }
        // The rest is read in any case, for its mistakes.
        var settings = Settings(environments: environments ?? [:], formats: formats ?? FormatCatalogue([]))
        map.read(.profile, as: .oneOf, into: &settings.profile)
        settings.adopt(profile ?? settings.profile)
        settings.readBehaviour(map)
        return settings
    }

    /// Everything that has a default.
    private mutating func readBehaviour(_ map: MapReader<Key>) {
        map.read(.processingDelay, as: .duration(.zero ... .hours(24)), into: &self.processingDelay)
        map.read(.unicodeMinus, as: .oneOf, into: &self.unicodeMinus)
        map.read(.organisationCheckDigit, as: .oneOf, into: &self.organisationCheckDigit)
        if let session = map.optional(.session, mapOf: Session.Key.self) { self.session.read(session) }
        if let uploads = map.optional(.uploads, mapOf: Uploads.Key.self) { self.uploads.read(uploads) }
        if let validation = map.optional(.validation, mapOf: Validation.Key.self) {
            self.validation.read(validation)
        }
        if let answers = map.optional(.answers, mapOf: Answers.Key.self) { self.answers.read(answers) }
        if let journal = map.optional(.journal, mapOf: Journal.Key.self) { self.journal.read(journal) }
        if let limits = map.optional(.limits, mapOf: Limits.Key.self) { self.limits.read(limits) }
        if let tls = map.optional(.tls, mapOf: TLS.Key.self) { self.tls.read(tls) }
        if let certificates = map.optional(.certificates, mapOf: Certificates.Key.self) {
            self.certificates.read(certificates)
        }
    }

    private static func environments(
        _ map: MapReader<EnvironmentKey>,
        formats: FormatCatalogue?
    ) -> [EnvironmentName: Environment] {
        let maps: [(EnvironmentKey, MapReader<Environment.Key>?)] = [
            (.test, map.required(.test, mapOf: Environment.Key.self)),
            (.production, map.optional(.production, mapOf: Environment.Key.self)),
        ]
        let pairs = maps.compactMap { key, inner in
            inner.map { (key.environment, Environment.read($0, formats: formats)) }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
