import Foundation
import Testing

/// What docs/certificates.md says in "How a client shows that its certificate was refused".
@Suite("How a client shows that its certificate was refused", .timeLimit(.minutes(5)))
struct RefusedCertificateTests {
    @Test("explain: every client reads status and code of the page")
    func explain() async throws {
        try await withFailSet(refusal: "explain") { emulator, page in
            for client in try await HeartbeatClient.installed(in: emulator.place) {
                for answer in try await self.answers(of: client, emulator, page) {
                    let row = try #require(page[answer.step])
                    expectProblem(answer, row.status, row.code, "\(client)")
                }
            }
        }
    }

    @Test("reject: every client reports the alert of the page, in its own words")
    func reject() async throws {
        try await withFailSet(refusal: "reject") { emulator, page in
            for client in try await HeartbeatClient.installed(in: emulator.place) {
                for answer in try await self.answers(of: client, emulator, page) {
                    let row = try #require(page[answer.step])
                    let tls = try #require(answer.tls)
                    if let alert = row.alert(tls) {
                        let report = try #require(Report(of: alert, tls, by: client))
                        #expect(report.matches(answer.failure), "\(client): \(answer)")
                        #expect(answer.phase == report.phase, "\(client): \(answer)")
                    } else {
                        expectProblem(answer, row.status, row.code, "\(client)")
                    }
                }
            }
        }
    }

    @Test("The guide's table is the page's")
    func guide() async throws {
        try await withFailSet(refusal: "explain") { _, page in
            let guide = try FailPage(Repository.page("docs/certificates.md"), section: "Every way of being wrong")
            #expect(guide.rows.map(\.description) == page.rows.map(\.description))
        }
    }

    private func answers(of client: HeartbeatClient, _ emulator: Emulator, _ page: FailPage) async throws -> [Answer] {
        let answers = try await client.call(emulator, "fail", page.rows.map(\.name))
        try #require(answers.count == page.rows.count * 2, "\(client): \(answers)")
        return answers
    }
}

/// What a client says of an alert.
private struct Report {
    /// The stable parts of its text.
    let start: String
    let words: String
    /// Where it came; `nil` where the client does not tell.
    let phase: String?

    /// OpenSSL's words for an alert: the version that brought it, and its name.
    private static let versions = [
        "handshake_failure": "sslv3", "bad_certificate": "sslv3", "unsupported_certificate": "sslv3",
        "certificate_revoked": "sslv3", "certificate_expired": "sslv3", "unknown_ca": "tlsv1",
        "certificate_required": "tlsv13",
    ]

    init?(of alert: String, _ tls: String, by client: HeartbeatClient) {
        guard let version = Self.versions[alert] else { return nil }
        let openSSL = "\(version)_alert_\(alert)"
        let spoken = openSSL.replacingOccurrences(of: "_", with: " ")
        // The handshake of TLS 1.3 is over for the client before the server looks at its certificate.
        let phase = tls == "1.3" ? "answer" : "handshake"
        switch (client, tls) {
        // curl takes any certificate_expired for its own verdict on the server.
        case (.curl, "1.2") where alert == "certificate_expired":
            self.init(start: "curl: (60) ", words: "SSL certificate verification failed")
        case (.curl, "1.2"): self.init(start: "curl: (35) ", words: "\(spoken)")
        case (.curl, _): self.init(start: "curl: (56) ", words: "\(spoken)")
        case (.pythonHTTPClient, _):
            self.init(start: "ssl.SSLError: ", words: "[SSL: \(openSSL.uppercased())]", phase: phase)
        case (.requests, _):
            self.init(start: "requests.exceptions.SSLError: ", words: "[SSL: \(openSSL.uppercased())]", phase: "call")
        case (.java, _):
            self.init(start: "javax.net.ssl.SSLHandshakeException: ", words: "Received fatal alert: \(alert)")
        case (.node, "1.2"): self.init(start: "Error EPROTO: write EPROTO ", words: "\(spoken)", phase: phase)
        case (.node, _): self.init(start: "Error ERR_SSL_\(openSSL.uppercased()): ", words: "\(spoken)", phase: phase)
        }
    }

    private init(start: String, words: String, phase: String? = nil) {
        (self.start, self.words, self.phase) = (start, words, phase)
    }

    func matches(_ failure: String?) -> Bool {
        failure.map { $0.hasPrefix(self.start) && $0.contains(self.words) } ?? false
    }
}
