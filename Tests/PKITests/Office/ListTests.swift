import Domain
import Foundation
import PKI
import Testing

@Suite("The office's list")
struct ListTests {
    private let fixture: OfficeFixture
    private var office: CertificateOffice { self.fixture.office }

    init() throws { self.fixture = try OfficeFixture() }

    private func rows(now: Date = Samples.now) throws -> [String] {
        try self.office.list(now: now).map {
            "\($0.user ?? "-") \($0.serial) \($0.state.name)\($0.isCurrent ? " current" : "") \($0.keyType ?? "-")"
        }
    }

    @Test("A folder as a start makes it")
    func start() throws {
        let rows = try self.office.list(now: Samples.now)
        let row = try #require(rows.first)
        #expect(rows.count == 1)
        #expect(row.user == "anna")
        #expect(row.subject == "CN=anna,O=scb-m2m-emulator")
        #expect(row.notBefore == Samples.now - Samples.day)
        #expect(row.notAfter == Samples.now + 730 * Samples.day)
        #expect(row.state == .valid)
        #expect(row.keyType == "p-256")
        #expect(row.isCurrent)
        #expect(
            row.files == ["crt", "key", "p12", "password"].map { self.fixture.disk.path("test/clients/anna.\($0)") }
        )
    }

    @Test("Every state, sorted by user, the current one first")
    func states() throws {
        try self.fixture.issue("bo", serial: "B1", validity: (Samples.now - 100)...(Samples.now - 1))
        try self.fixture.issue("bo", serial: "B2", validity: (Samples.now + 1)...(Samples.now + 100))
        try self.fixture.issue("bo", serial: "B3")
        try self.fixture.issue("cia", serial: "C1")
        _ = try self.office.revoke(.name("cia"), reason: .keyCompromise, now: Samples.now)
        _ = try self.office.revoke(.serial(Samples.serial("FF")), now: Samples.now)
        let stranger = try Samples.clientAuthority()
            .issue(.client("x", serial: Samples.serial("B1"), now: Samples.now), for: Samples.ecKey.get())
        try self.fixture.disk.write("test/clients/of.another.maker.crt", stranger.pem())
        // Of a certificate without files the register still tells.
        for suffix in ["crt", "key", "cer", "p12", "password"] {
            try self.fixture.disk.remove("test/clients/bo.B1.\(suffix)")
        }
        #expect(
            try self.rows() == [
                "anna 1A valid current p-256", "bo B3 valid current p-256", "bo B1 expired p-256",
                "bo B2 not-yet-valid p-256", "cia C1 revoked current p-256", "- B1 other-authority p-256",
                "- FF revoked -",
            ]
        )
        let states = try self.office.list(now: Samples.now).map(\.state)
        #expect(states.contains(.revoked(Revocation(date: Samples.now, reason: .keyCompromise))))
        #expect(states.contains(.otherAuthority(issuer: "CN=M2M emulator test client CA (not SCB),O=scb-m2m-emulator")))
    }

    @Test(
        "Validity includes both its ends",
        arguments: [(-1.0, "not-yet-valid"), (0, "valid"), (60, "valid"), (61, "expired")]
    )
    func ends(seconds: TimeInterval, state: String) throws {
        try self.fixture.issue("bo", serial: "B0", validity: Samples.now...(Samples.now + 60))
        #expect(try self.rows(now: Samples.now + seconds)[1] == "bo B0 \(state) current p-256")
    }

    @Test("A file that is no certificate is named")
    func corrupt() throws {
        let path = try self.fixture.disk.write("test/clients/bo.crt", "none")
        let error = #expect(throws: PKIError.self) { try self.office.list(now: Samples.now) }
        #expect(error?.code == .corruptFile)
        #expect(error?.message.contains(path) == true)
    }

    @Test("A list made at one time is the same when nothing has changed, and changes nothing")
    func readOnly() throws {
        let before = try self.fixture.disk.contents()
        #expect(try self.office.list(now: Samples.now) == self.office.list(now: Samples.now))
        #expect(try self.fixture.disk.contents() == before)
    }
}
