import COpenSSL
import PKI
import TLS
import Testing

@Suite("Server certificates: the client's signature algorithms choose between RSA and P-256")
struct ServerCertificateTests {
    /// What a client can verify, in OpenSSL's notation, and the key type it should be served with.
    struct Case: Sendable, CustomTestStringConvertible {
        let version: ClientSettings.Version
        let algorithms: String?
        let served: Int32

        var testDescription: String { "\(self.version.rawValue), \(self.algorithms ?? "all")" }
    }

    @Test(
        "The certificate that the client can verify is served",
        arguments: [
            Case(version: .tls12, algorithms: nil, served: EVP_PKEY_EC),
            Case(version: .tls13, algorithms: nil, served: EVP_PKEY_EC),
            Case(version: .tls12, algorithms: "ECDSA+SHA256", served: EVP_PKEY_EC),
            Case(version: .tls13, algorithms: "ECDSA+SHA256", served: EVP_PKEY_EC),
            Case(version: .tls12, algorithms: "rsa_pss_rsae_sha256", served: EVP_PKEY_RSA),
            Case(version: .tls13, algorithms: "rsa_pss_rsae_sha256", served: EVP_PKEY_RSA),
            // Mono knows no PSS.
            Case(
                version: .tls12,
                algorithms: "rsa_pkcs1_sha256:rsa_pkcs1_sha384:rsa_pkcs1_sha512",
                served: EVP_PKEY_RSA
            ),
            Case(version: .tls13, algorithms: "rsa_pss_rsae_sha384:rsa_pkcs1_sha256", served: EVP_PKEY_RSA),
        ]
    )
    func served(_ row: Case) throws {
        let authority = try CertificateAuthority.make()
        let isRSA = row.served == EVP_PKEY_RSA
        let settings = ClientSettings(
            version: row.version,
            credentials: try .issued(by: authority, key: isRSA ? .rsa2048 : .p256),
            signatureAlgorithms: row.algorithms
        )
        let link = try TLSLink.open(try ServerFixture.context(trusting: authority), settings)
        #expect(link.client.state == .open)
        #expect(link.client.serverKeyType == row.served)
        #expect(throws: Never.self) { try link.recorder.handshake?.certificate.identity(at: .test) }
    }

    @Test("A client that can verify neither is refused with an alert")
    func noCommonAlgorithm() throws {
        let settings = ClientSettings(version: .tls13, signatureAlgorithms: "ed25519")
        let link = try TLSLink.open(settings)
        #expect(link.client.state == .failed(["sslv3 alert handshake failure"]))
        #expect(
            link.recorder.entries == [
                .failure(.nothingInCommon(reason: "no suitable signature algorithm")), .inactive,
            ]
        )
    }
}
