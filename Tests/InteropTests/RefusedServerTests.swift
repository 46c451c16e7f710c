import Foundation
import Testing

/// A client's own verification, tried with `--server-certificate`.
@Suite("Every client refuses a wrong server certificate", .timeLimit(.minutes(5)))
struct RefusedServerTests {
    /// A kind and what each client says of it. Python's two use the same words.
    struct Case: CustomTestStringConvertible, Sendable {
        let kind: String
        let openSSL: String
        let node: String
        let java: String
        var curl: String?
        var python: String?

        var testDescription: String { self.kind }

        func words(of client: HeartbeatClient) -> String {
            switch client {
            case .curl: self.curl ?? "SSL certificate problem: \(self.openSSL)"
            case .pythonHTTPClient, .requests:
                "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: \(self.python ?? self.openSSL)"
            case .java: self.java
            case .node: "Error \(self.node): "
            }
        }
    }

    @Test(
        "in its own words, under TLS 1.2 and 1.3",
        arguments: [
            Case(
                kind: "expired",
                openSSL: "certificate has expired",
                node: "CERT_HAS_EXPIRED",
                java: "CertPathValidatorException: validity check failed"
            ),
            Case(
                kind: "not-yet-valid",
                openSSL: "certificate is not yet valid",
                node: "CERT_NOT_YET_VALID",
                java: "CertPathValidatorException: validity check failed"
            ),
            Case(
                kind: "self-signed",
                openSSL: "self-signed certificate",
                node: "DEPTH_ZERO_SELF_SIGNED_CERT",
                java: "unable to find valid certification path to requested target"
            ),
            Case(
                kind: "wrong-host",
                openSSL: "IP address mismatch",
                node: "ERR_TLS_CERT_ALTNAME_INVALID",
                java: "No subject alternative names matching IP address 127.0.0.1 found",
                curl: "SSL: no alternative certificate subject name matches target host name '127.0.0.1'"
            ),
            Case(
                kind: "untrusted",
                openSSL: "unable to get local issuer certificate",
                node: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
                java: "unable to find valid certification path to requested target"
            ),
        ]
    )
    func refused(_ wrong: Case) async throws {
        try await withWorkplace { place in
            let emulator = try await Emulator(in: place, options: ["--server-certificate", wrong.kind])
            let clients = URL(fileURLWithPath: emulator.demo.certificate).deletingLastPathComponent().path
            for client in try await HeartbeatClient.installed(in: place) {
                let answers = try await client.call(emulator, clients, ["demo"])
                #expect(answers.count == 2, "\(client)")
                for answer in answers {
                    #expect(answer.status == nil, "\(client): \(answer)")
                    #expect(answer.failure?.contains(wrong.words(of: client)) == true, "\(client): \(answer)")
                }
            }
        }
    }
}
