import Domain
import Foundation
import Journal
import NIOCore
import PKI
import Pipeline
import Settings
import TLS

// What each stage takes of the settings.

extension Settings {
    var pipelinePolicy: PipelinePolicy {
        PipelinePolicy(
            sessions: SessionPolicy(
                isRequired: self.session.cookie == .required,
                idleLimit: self.session.idle,
                perCertificate: self.limits.sessionsPerCertificate
            ),
            unicodeMinus: self.unicodeMinus,
            checkDigit: self.organisationCheckDigit,
            repeats: self.uploads.repeats,
            processingDelay: self.processingDelay,
            abandonAfter: self.uploads.abandonAfter,
            uploads: self.limits.uploads
        )
    }

    var portLimits: PortLimits {
        PortLimits(
            fragmentBytes: self.limits.fragmentBytes,
            targetBytes: self.limits.targetBytes,
            headerBytes: self.limits.headerBytes,
            connections: self.limits.connections,
            handshake: TimeAmount(self.limits.handshakeTimeout),
            request: TimeAmount(self.limits.requestTimeout),
            idle: TimeAmount(self.limits.idleTimeout),
            drainBytes: self.limits.drainBytes,
            drain: TimeAmount(self.limits.drainTimeout)
        )
    }
}

extension Journals {
    convenience init(_ settings: Settings.Journal) {
        self.init(
            common: JournalBounds(entries: settings.entries, bytes: settings.bytes),
            sandbox: JournalBounds(entries: settings.sandbox.entries, bytes: settings.sandbox.bytes)
        )
    }
}

extension CertificateFolder {
    /// Has everything that the environments to be served need.
    static func open(_ options: ServeOptions, now: Date) throws(PKIError) -> CertificateFolder {
        let settings = options.settings
        let requests = options.environments.map { name, _ in
            (name, (settings.environments[name]?.reporters ?? []).map { ClientRequest($0) })
        }
        return try self.open(
            path: options.certificatesFolder,
            environments: Dictionary(uniqueKeysWithValues: requests),
            server: ServerCertificateKind(settings.tls.serverCertificate),
            serverKeys: options.serverKeys,
            password: settings.certificates.p12Password,
            now: now,
            machineNow: Date()
        )
    }
}

// The one place where settings and certificates meet TLS.
extension SharedParts {
    /// How client certificates of an environment are judged. Blocking.
    func clientTrust(of environment: EnvironmentName) throws -> ClientTrust {
        guard let held = self.certificates.environments[environment] else {
            throw EmulatorError.notInSettings(environment)
        }
        let foreign = self.settings.environments[environment]?.clientCA
        var sources = ClientTrustSources(authorities: [held.clientAuthority.certificatePath])
        sources.revocationLists = [held.revocationListPath]
        if let foreign {
            sources.authorities.append(foreign.file)
            sources.revocationLists += foreign.revocationListFile.map { [$0] } ?? []
        }
        sources.requiresRevocationLists = self.settings.certificates.revocationList == .require
        let other = environment.other
        let otherAuthority =
            self.certificates.environments[other]?.clientAuthority.certificatePath
            ?? self.certificates.otherAuthorities[other]
        if let otherAuthority { sources.others[other] = otherAuthority }
        return try ClientTrust(sources)
    }

    func tlsContext(trust: ClientTrust, pipeline: SubmissionPipeline) throws(TLSConfigurationError) -> TLSServerContext
    {
        let settings = self.settings.tls
        var tls = TLSServerSettings(
            certificates: self.certificates.server.map {
                TLS.ServerCertificate(certificatePath: $0.certificatePath, keyPath: $0.keyPath)
            }
        )
        tls.versions = TLSServerSettings.Versions(settings.versions)
        tls.refusal = settings.refusal == .reject ? .reject : .explain
        tls.sendsAuthorityNames = settings.sendCANames
        tls.clientCertificateBytes = self.settings.limits.clientCertificateBytes
        return try TLSServerContext(tls, environment: pipeline.environment, trust: trust, now: pipeline.now(for:))
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

extension ClientRequest {
    fileprivate init(_ reporter: Settings.Reporter) {
        self.init(
            user: reporter.user.name,
            serial: reporter.user.serials.first,
            keyType: KeyType(reporter.keyType)
        )
    }
}

extension PKI.KeyType {
    fileprivate init(_ setting: Settings.KeyType) {
        switch setting {
        case .rsa2048: self = .rsa2048
        case .p256: self = .p256
        }
    }
}

extension ServerCertificateKind {
    fileprivate init(_ setting: Settings.ServerCertificate) {
        switch setting {
        case .valid: self = .valid
        case .expired: self = .expired
        case .notYetValid: self = .notYetValid
        case .selfSigned: self = .selfSigned
        case .wrongHost: self = .wrongHost
        case .untrusted: self = .untrusted
        }
    }
}
