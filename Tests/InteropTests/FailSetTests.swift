import Foundation
import Testing

/// What the page of a fail set says is what happens.
@Suite("A fail set against the emulator", .timeLimit(.minutes(5)))
struct FailSetTests {
    /// A row of the page.
    private struct Row {
        /// `nil` for no certificate.
        let name: String?
        let status: String
        let code: String
        /// `nil` where the handshake completes.
        let alert: (tls13: String, tls12: String)?

        init(_ line: Substring) throws {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            try #require(cells.count == 4, "\(line)")
            self.name = cells[0] == "(none)" ? nil : cells[0].trimmingCharacters(in: ["`"])
            let answer = cells[2].split(separator: " ").map { $0.trimmingCharacters(in: ["`"]) }
            (self.status, self.code) = (answer[0], answer[1])
            let alerts = cells[3].components(separatedBy: " / ")
            self.alert = cells[3].hasPrefix("none") ? nil : (alerts[0], alerts[alerts.count - 1])
        }
    }

    /// Numbers by name (RFC 8446, 6.2; handshake_failure as in TLS 1.2).
    private static let numbers = [
        "handshake_failure": 40, "bad_certificate": 42, "unsupported_certificate": 43, "certificate_revoked": 44,
        "certificate_expired": 45, "unknown_ca": 48, "certificate_required": 116,
    ]

    /// Makes the set, with a disabled user's certificate, and starts an emulator that refuses it in one of the two ways.
    private func withSet(refusal: String, _ body: (Emulator, [Row]) async throws -> Void) async throws {
        try await withWorkplace { place in
            let settings = ["refusal": refusal, "disabled": "true"]
            let file = try place.write(try Repository.settings(settings), to: "fail.yaml")
            _ = try await place.certs(["fail-set", "fail", "--key", "p-256", "--settings", file.path])
            let page = try String(contentsOfFile: place.path("fail/README.md"), encoding: .utf8)
            let lines = page.split(separator: "\n").filter { $0.hasPrefix("| `") || $0.hasPrefix("| (none)") }
            let rows = try lines.map(Row.init)
            #expect(rows.count == 13)
            try await body(Emulator(in: place, settings: settings, options: ["--certs", place.path("certs")]), rows)
        }
    }

    @Test("explain answers every call with status and code of the page")
    func explain() async throws {
        try await self.withSet(refusal: "explain") { emulator, rows in
            for row in rows {
                let answer = try await emulator.heartbeat(as: row.name)
                #expect(answer.contains("\"status\":\(row.status),"), "\(row): \(answer)")
                #expect(answer.contains("\"code\":\"\(row.code)\""), "\(row): \(answer)")
            }
        }
    }

    @Test("reject ends the handshake with the alert of the page", arguments: ["-tls1_3", "-tls1_2"])
    func reject(version: String) async throws {
        try await self.withSet(refusal: "reject") { emulator, rows in
            for row in rows {
                let printed = try await emulator.handshake(as: row.name, version)
                if let alert = row.alert {
                    let name = version == "-tls1_3" ? alert.tls13 : alert.tls12
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
    /// - Returns: the answer's body.
    fileprivate func heartbeat(as name: String?) async throws -> String {
        let files = name.map { ["--cert", "fail/\($0).crt", "--key", "fail/\($0).key"] } ?? []
        let call = ["-s", "--noproxy", "*", "--cacert", self.ready.ca, "\(self.ready.baseURL)heartbeat"]
        return try await self.place.run("curl", call + files)
    }

    /// - Returns: what OpenSSL's client printed of a handshake and a heartbeat.
    fileprivate func handshake(as name: String?, _ version: String) async throws -> String {
        let files = name.map { ["-cert", "fail/\($0).crt", "-cert_chain", "fail/\($0).crt", "-key", "fail/\($0).key"] }
        let child = try await self.place.start(
            "openssl",
            ["s_client", "-connect", "127.0.0.1:\(self.port)", "-CAfile", self.ready.ca, "-quiet", version]
                + (files ?? [])
        )
        try? child.write("GET /m2m/v2/heartbeat HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        _ = try await child.exitCode()
        return child.output + child.errors
    }
}
