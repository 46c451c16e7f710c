import Domain
import YAMLReading

extension Settings {
    enum Key: String, MapKey {
        case environments, formats
        case processingDelay = "processing-delay"
        case session
        case unicodeMinus = "unicode-minus"
        case uploads, validation, limits, tls, certificates
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

    /// - Returns: `nil` only after a mistake was reported; settings with gaps, too, come only after a mistake.
    static func read(_ root: NodeReader) -> Settings? {
        guard let map = root.map(Key.self) else { return nil }
        let formats = FormatCatalogue.read(map.required(.formats, listOf: "a file format"))
        let environments = map.required(.environments, mapOf: EnvironmentKey.self).map { environments in
            self.environments(environments, formats: formats)
        }
        // The rest is read in any case, for its mistakes.
        var settings = Settings(environments: environments ?? [:], formats: formats ?? FormatCatalogue([]))
        map.read(.processingDelay, as: .duration(.zero ... .hours(24)), into: &settings.processingDelay)
        map.read(.unicodeMinus, as: .oneOf, into: &settings.unicodeMinus)
        if let session = map.optional(.session, mapOf: Session.Key.self) { settings.session.read(session) }
        if let uploads = map.optional(.uploads, mapOf: Uploads.Key.self) { settings.uploads.read(uploads) }
        if let validation = map.optional(.validation, mapOf: Validation.Key.self) {
            settings.validation.read(validation)
        }
        if let limits = map.optional(.limits, mapOf: Limits.Key.self) { settings.limits.read(limits) }
        if let tls = map.optional(.tls, mapOf: TLS.Key.self) { settings.tls.read(tls) }
        if let certificates = map.optional(.certificates, mapOf: Certificates.Key.self) {
            settings.certificates.read(certificates)
        }
        return settings
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
