import Foundation
import Testing

/// What the page of a fail set says is what happens.
@Suite("A fail set against the emulator", .timeLimit(.minutes(5)))
struct FailSetTests {
    /// Numbers by name (RFC 8446, 6.2; handshake_failure as in TLS 1.2).
    private static let numbers = [
        "handshake_failure": 40, "bad_certificate": 42, "unsupported_certificate": 43, "certificate_revoked": 44,
        "certificate_expired": 45, "unknown_ca": 48, "certificate_required": 116,
    ]

    @Test("reject ends the handshake with the alert of the page", arguments: ["-tls1_3", "-tls1_2"])
    func reject(version: String) async throws {
        try await withFailSet(refusal: "reject") { emulator, page in
            for row in page.rows {
                let printed = try await emulator.handshake(as: row.name, version)
                if let name = row.alert(version == "-tls1_3" ? "1.3" : "1.2") {
                    let number = try #require(Self.numbers[name], "\(name)")
                    #expect(printed.contains("SSL alert number \(number)"), "\(row): \(printed)")
                } else {
                    #expect(printed.contains("\"code\":\"\(row.code)\""), "\(row): \(printed)")
                }
            }
        }
    }
}

extension Emulator {
    /// - Returns: what OpenSSL's client printed of a handshake and a heartbeat.
    fileprivate func handshake(as name: String, _ version: String) async throws -> String {
        let chain = ["-cert", "fail/\(name).crt", "-cert_chain", "fail/\(name).crt", "-key", "fail/\(name).key"]
        let files = name == "missing" ? [] : chain
        let child = try await self.place.start(
            "openssl",
            ["s_client", "-connect", "127.0.0.1:\(self.port)", "-CAfile", self.ready.ca, "-quiet", version]
                + files
        )
        try? child.write("GET /m2m/v2/heartbeat HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        _ = try await child.exitCode()
        return child.output + child.errors
    }
}
