import Domain
import Foundation
import PKI

/// Values that many tests share; an RSA key takes too long to make for each.
enum Samples {
    static let rsaKey = Result { try PrivateKey.generate(.rsa2048) }
    static let ecKey = Result { try PrivateKey.generate(.p256) }

    /// 2024-06-01T12:00:00Z.
    static let now = Date(timeIntervalSince1970: 1_717_243_200)
    static let day: TimeInterval = 86_400

    static func clientAuthority(_ environment: EnvironmentName = .test) throws -> CertificateAuthority {
        try .create(.clientAuthority(of: environment), key: .generate(.p256))
    }

    static func serverAuthority() throws -> CertificateAuthority {
        try .create(.serverAuthority(), key: .generate(.p256))
    }

    static func serial(_ text: String) throws -> CertificateSerial {
        guard let serial = CertificateSerial(text) else { throw NotASerial(text: text) }
        return serial
    }

    struct NotASerial: Error { let text: String }
}

extension TemporaryFolder {
    /// - Returns: what `openssl verify` says of `leaf` at ``Samples/now`` unless told otherwise.
    func verify(
        _ leaf: Certificate,
        by authority: Certificate,
        at time: Date = Samples.now,
        purpose: String,
        host: String? = nil
    ) throws -> Tool.Outcome {
        let leafPath = try self.write("verified-leaf.pem", leaf.pem())
        let authorityPath = try self.write("verified-ca.pem", authority.pem())
        let seconds = String(Int(time.timeIntervalSince1970))
        let isAddress = host?.contains(":") == true || host?.first?.isNumber == true
        let hostArguments = host.map { [isAddress ? "-verify_ip" : "-verify_hostname", $0] } ?? []
        return try Tool.openssl.run(
            ["verify", "-x509_strict", "-CAfile", authorityPath, "-attime", seconds, "-purpose", purpose]
                + hostArguments + [leafPath]
        )
    }

    /// `openssl x509 -text` with the white space made single, so that a test can look for a phrase.
    func text(of certificate: Certificate) throws -> String {
        let path = try self.write("shown.pem", certificate.pem())
        return try Tool.openssl.run("x509", "-in", path, "-noout", "-text").text
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
