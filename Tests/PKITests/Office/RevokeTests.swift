import Domain
import Foundation
import PKI
import Testing

@Suite("The office revokes")
struct RevokeTests {
    private let fixture: OfficeFixture
    private var office: CertificateOffice { self.fixture.office }

    init() throws { self.fixture = try OfficeFixture() }

    private func selector(_ text: String) throws -> CertificateSelector { try #require(CertificateSelector(text)) }

    @Test("By user, by number or by file: the certificate is on the list, and OpenSSL refuses it")
    func selected() throws {
        let path = self.fixture.disk.path("test/clients/anna.crt")
        let der = self.fixture.disk.path("anna.cer")
        try Tool.openssl.run("x509", "-in", path, "-outform", "DER", "-out", der)
        for (turn, text) in ["anna", "1A", "1a", "0x001A", "00:1a", "dec:26", path, der].enumerated() {
            let outcome = try self.office.revoke(self.selector(text), reason: .certificateHold, now: Samples.now)
            #expect(outcome.serial.hex == "1A", "\(text)")
            #expect(outcome.user == "anna", "\(text)")
            #expect(outcome.isKnown)
            #expect(outcome.revocation == Revocation(date: Samples.now, reason: .certificateHold))
            #expect(outcome.listPath == self.fixture.disk.path("test/ca.crl"))
            #expect(outcome.listNumber == UInt64(2 + 2 * turn))
            #expect(try self.fixture.folder.verify().text.contains("certificate revoked"))
            let back = try self.office.unrevoke(self.selector(text), now: Samples.now)
            #expect(back.revocation == nil)
            #expect(back.listNumber == UInt64(3 + 2 * turn))
            #expect(try self.fixture.folder.verify().status == 0)
        }
        #expect(try self.fixture.disk.mode("test/ca.crl") == 0o644)
    }

    @Test("Without a reason none is written; a date may be given; earlier entries stay")
    func entries() throws {
        _ = try self.office.revoke(.name("anna"), date: Samples.now - 3600, now: Samples.now)
        try self.fixture.issue("bo", serial: "B0")
        _ = try self.office.revoke(.name("bo"), reason: .keyCompromise, now: Samples.now + 60)
        #expect(
            try self.fixture.list().content.entries == [
                Samples.serial("1A"): Revocation(date: Samples.now - 3600, reason: nil),
                Samples.serial("B0"): Revocation(date: Samples.now + 60, reason: .keyCompromise),
            ]
        )
        #expect(try self.fixture.list().content.nextUpdate == Samples.now + 60 + 365 * Samples.day)
        #expect(try self.fixture.start().isEmpty)
    }

    @Test("A number without a trace is revoked when it is written as one, and is said to be unknown")
    func unknown() throws {
        let outcome = try self.office.revoke(self.selector("0xABE"), now: Samples.now)
        #expect(!outcome.isKnown)
        #expect(outcome.user == nil)
        #expect(try self.fixture.list().content.entries.keys.map(\.hex) == ["ABE"])
    }

    @Test("A date to come is refused, for the list would not wait for it; the present moment is good")
    func dateToCome() throws {
        let error = #expect(throws: PKIError.self) {
            try self.office.revoke(.name("anna"), date: Samples.now + 1, now: Samples.now)
        }
        #expect(error?.code == .invalidInput)
        #expect(
            error?.description
                == "The date of the revocation, \((Samples.now + 1).ISO8601Format()), is still to come: the time is "
                + "\(Samples.now.ISO8601Format()). Give no later date than that: whatever is on the list counts as "
                + "revoked at once."
        )
        #expect(try self.fixture.list().number == 1)
        _ = try self.office.revoke(.name("anna"), date: Samples.now, now: Samples.now)
    }

    @Test("A name that is neither a user's nor a known number is not taken for a number")
    func mistyped() throws {
        let error = #expect(throws: PKIError.self) { try self.office.revoke(.name("abe"), now: Samples.now) }
        #expect(error?.code == .notFound)
        #expect(
            error?.description
                == "No user 'abe' has a certificate in the test environment, and the authority is not known to have "
                + "issued the serial number ABE. See what there is with 'm2m-emulator certs list'. A serial number of "
                + "which there is no trace is written as 0x1A, 00:1A or dec:26, a file as ./anna.crt."
        )
        #expect(try self.fixture.list().number == 1)
    }

    @Test("Twice is refused, but what is on hold may be revoked for good")
    func twice() throws {
        _ = try self.office.revoke(.name("anna"), reason: .certificateHold, now: Samples.now)
        let held = #expect(throws: PKIError.self) {
            try self.office.revoke(.name("anna"), reason: .certificateHold, now: Samples.now)
        }
        #expect(held?.hint.hasPrefix("Give another reason to revoke it for good") == true)
        _ = try self.office.revoke(.name("anna"), reason: .superseded, now: Samples.now)
        let error = #expect(throws: PKIError.self) {
            try self.office.revoke(.name("anna"), reason: .keyCompromise, now: Samples.now)
        }
        #expect(error?.code == .wrongState)
        #expect(
            error?.description
                == "The certificate 1A of 'anna' is revoked already, since 2024-06-01T12:00:00Z, reason: superseded. "
                + "Nothing is left to be done."
        )
        let back = #expect(throws: PKIError.self) { try self.office.unrevoke(.name("anna"), now: Samples.now) }
        #expect(
            back?.message
                == "The certificate 1A of 'anna' is revoked since 2024-06-01T12:00:00Z, reason: superseded; "
                + "only certificateHold can be taken back"
        )
    }

    @Test("What is not revoked cannot be taken off the list")
    func notRevoked() throws {
        let error = #expect(throws: PKIError.self) { try self.office.unrevoke(.name("anna"), now: Samples.now) }
        #expect(error?.code == .wrongState)
        #expect(error?.message == "The certificate 1A of 'anna' is not revoked")
    }

    @Test("A certificate of another authority is refused by name")
    func otherAuthority() throws {
        let leaf = try Samples.clientAuthority(.production)
            .issue(.client("anna", serial: Samples.serial("77"), now: Samples.now), for: Samples.ecKey.get())
        let path = try self.fixture.disk.write("other.crt", leaf.pem())
        let error = #expect(throws: PKIError.self) { try self.office.revoke(.file(path), now: Samples.now) }
        #expect(error?.code == .otherAuthority)
        #expect(
            error?.message
                == "The certificate 77 of '\(path)' was issued by 'CN=M2M emulator production client CA (not SCB),"
                + "O=scb-m2m-emulator', not by the authority in '\(self.fixture.disk.path("test/ca.crt"))'"
        )
    }

    @Test("A reason for delta lists, a missing file and a missing environment are told")
    func refused() throws {
        let reason = #expect(throws: PKIError.self) {
            try self.office.revoke(.name("anna"), reason: .removeFromCRL, now: Samples.now)
        }
        #expect(reason?.message.hasPrefix("The reason removeFromCRL cannot stand in a full revocation list") == true)
        let file = #expect(throws: PKIError.self) { try self.office.revoke(.file("./no.crt"), now: Samples.now) }
        #expect(file?.description == "There is no file './no.crt'. Check the path.")
        let bad = try self.fixture.disk.write("bad.cer", "0 no DER")
        let form = #expect(throws: PKIError.self) { try self.office.revoke(.file(bad), now: Samples.now) }
        #expect(form?.message == "'\(bad)' holds no readable certificate in DER")
        let production = CertificateOffice(path: self.fixture.disk.path, environment: .production)
        let environment = #expect(throws: PKIError.self) { try production.revoke(.name("anna"), now: Samples.now) }
        #expect(environment?.code == .notFound)
        #expect(
            environment?.description
                == "There is no certificate authority of the production environment: no file "
                + "'\(self.fixture.disk.path("production/ca.crt"))'. Name the folder that the emulator uses with "
                + "--certs, or make the authority with 'm2m-emulator certs init --environment production'."
        )
        #expect(!FileManager.default.fileExists(atPath: self.fixture.disk.path("production")))
    }

    @Test("A list of a chosen end is signed, the entries kept; a stale one stays stale until the next start")
    func stale() throws {
        _ = try self.office.revoke(.name("anna"), now: Samples.now)
        let end = Samples.now - 10 * Samples.day
        let (list, path, source) = try self.office.signRevocationList(nextUpdate: end, now: Samples.now)
        #expect(path == self.fixture.disk.path("test/ca.crl"))
        #expect(source == .list)
        #expect(list.content.nextUpdate == end)
        #expect(list.content.thisUpdate == end - Samples.day)
        #expect(list.content.entries.count == 1)
        #expect(list.number == 3)
        #expect(try self.fixture.folder.verify().text.contains("CRL has expired"))
        _ = try self.office.list(now: Samples.now)
        #expect(try self.fixture.list().number == 3)
        #expect(try self.fixture.start() == ["renewed test/ca.crl: it was valid until 2024-05-22T12:00:00Z"])
        #expect(
            try self.office.signRevocationList(now: Samples.now).list.content.nextUpdate == Samples.now + 365
                * Samples.day
        )
    }

    @Test("Several offices at once lose nothing")
    func atOnce() throws {
        let office = self.office
        DispatchQueue.concurrentPerform(iterations: 8) { turn in
            _ = try? office.revoke(.serial(.random()), now: Samples.now)
        }
        #expect(try self.fixture.list().content.entries.count == 8)
        #expect(try self.fixture.list().number == 9)
    }
}
