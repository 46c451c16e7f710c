import Domain
import Foundation
import NIOCore
import PKI
import Pipeline
import Settings

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
            password: settings.certificates.p12Password,
            now: now,
            machineNow: Date()
        )
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
