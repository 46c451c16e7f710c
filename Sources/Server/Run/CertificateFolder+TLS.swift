import Domain
import PKI
import Settings
import TLS

// The one place where the settings and the folder of certificates meet TLS.

extension CertificateFolder {
    /// Whose client certificates an environment accepts. Blocking.
    ///
    /// - Throws: the failure of a file that a certificate authority or a revocation list is to be in.
    func clientTrust(of environment: EnvironmentName, _ settings: Settings) throws -> ClientTrust {
        guard let held = self.environments[environment] else { throw EmulatorError.notInSettings(environment) }
        let foreign = settings.environments[environment]?.clientCA
        var sources = ClientTrustSources(
            authorities: [held.clientAuthority.certificatePath] + [foreign?.file].compactMap { $0 }
        )
        sources.revocationLists = [held.revocationListPath] + [foreign?.revocationListFile].compactMap { $0 }
        sources.requiresRevocationLists = settings.certificates.revocationList == .require
        sources.others = self.environments.filter { $0.key != environment }
            .mapValues(\.clientAuthority.certificatePath)
            .merging(self.otherAuthorities, uniquingKeysWith: { served, _ in served })
        return try ClientTrust(sources)
    }

    /// How an environment shakes hands. Blocking.
    func tlsContext(
        of environment: EnvironmentName,
        _ settings: Settings,
        trust: ClientTrust,
        clock: any EmulatorClock
    ) throws(TLSConfigurationError) -> TLSServerContext {
        var tls = TLSServerSettings(
            certificates: self.server.map {
                TLS.ServerCertificate(certificatePath: $0.certificatePath, keyPath: $0.keyPath)
            }
        )
        tls.versions = TLSServerSettings.Versions(settings.tls.versions)
        tls.refusal = TLSServerSettings.Refusal(settings.tls.refusal)
        tls.sendsAuthorityNames = settings.tls.sendCANames
        tls.clientCertificateBytes = settings.limits.clientCertificateBytes
        return try TLSServerContext(tls, environment: environment, trust: trust, clock: clock)
    }
}

extension TLSServerSettings.Versions {
    fileprivate init(_ setting: Settings.TLSVersions) {
        switch setting {
        case .both: self = .both
        case .tls12: self = .only12
        case .tls13: self = .only13
        }
    }
}

extension TLSServerSettings.Refusal {
    fileprivate init(_ setting: Settings.RefusalMode) {
        switch setting {
        case .explain: self = .explain
        case .reject: self = .reject
        }
    }
}
