import Domain
import Foundation
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
    static func open(_ options: ServeOptions, now: Date) throws(PKIError) -> CertificateFolder {
        let reporters = options.settings.environments[.test]?.reporters ?? []
        return try self.open(
            path: options.certificatesFolder,
            environments: [
                .test: reporters.map {
                    ClientRequest(user: $0.user.name, serial: $0.user.serials.first, keyType: KeyType($0.keyType))
                }
            ],
            password: options.settings.certificates.p12Password,
            now: now,
            machineNow: Date()
        )
    }

    func tlsContext(sendsAuthorityNames: Bool) throws(TLSConfigurationError)
        -> TLSServerContext
    {
        guard let environment = self.environments[.test] else { preconditionFailure("the test environment is opened") }
        return try TLSServerContext(
            certificates: self.server.map {
                ServerCertificate(certificatePath: $0.certificatePath, keyPath: $0.keyPath)
            },
            clientAuthoritiesPath: environment.clientAuthority.certificatePath,
            sendsAuthorityNames: sendsAuthorityNames
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
