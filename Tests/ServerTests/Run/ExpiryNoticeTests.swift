import Domain
import Foundation
import PKI
import Settings
import Testing

@testable import Server

@Suite struct ExpiryNoticeTests {
    @Test(
        "An end is spoken of from the whole period before it on, to the second, and after it",
        arguments: [
            (Duration.seconds(100), 101.0, false), (.seconds(100), 100, true), (.seconds(100), 0, true),
            (.seconds(100), -1, true), (.zero, 1, false), (.zero, 0, true), (.milliseconds(1500), 1.6, false),
            (.milliseconds(1500), 1.5, true),
        ]
    )
    func isDue(period: Duration, rest: TimeInterval, isDue: Bool) {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        #expect(ExpiryNotice(period: period).isDue(now + rest, now: now) == isDue)
    }

    @Test(
        "A time at which the users' CA is not valid is spoken of, with what to do",
        arguments: [-1.0, 0, 50, 100, 101]
    )
    func authority(seconds: TimeInterval) throws {
        let start = Date(timeIntervalSince1970: 1_800_000_000)
        let facts = CertificateFacts(
            subject: "CN=ca",
            issuer: "CN=ca",
            serial: try #require(CertificateSerial("01")),
            notBefore: start,
            notAfter: start + 100,
            fingerprint: ""
        )
        let text = ExpiryNotice.text(ofAuthority: facts, in: .test, now: start + seconds)
        #expect((text != nil) == !(0...100).contains(seconds))
        if seconds == 101 {
            #expect(
                text == "every client certificate of the test environment is refused: its CA is valid from "
                    + "2027-01-15T08:00:00Z to 2027-01-15T08:01:40Z, and the emulator's time is 2027-01-15T08:01:41Z. Start "
                    + "with a --clock between the two"
            )
        }
    }

    @Test(
        "The log names user, serial number, end, what is left, and the command that renews",
        arguments: [
            (10.5, "in 10 days"), (1.5, "in 1 day"), (0.5, "in less than a day"), (0, "in less than a day"),
            (-0.5, "in the past"), (10.6, nil),
        ] as [(Double, String?)]
    )
    func log(days: Double, text: String?) throws {
        let data = try DataFolder(path: nil)
        defer { data.removeIfTemporary() }
        let made = Date(timeIntervalSince1970: 1_800_000_000)
        let folder = try CertificateFolder.open(
            path: data.path,
            environments: [.test: [ClientRequest(user: "demo", serial: CertificateSerial("AB"), keyType: .p256)]],
            now: made
        )
        let clients = try #require(folder.environments[.test]?.clients)
        let end = try #require(clients.first).credential.certificate.facts.notAfter
        let log = LogLines()
        let notice = ExpiryNotice(period: .seconds(10.5 * 86_400))
        notice.log(clients, of: .test, folder: "/c d", now: end - days * 86_400, to: log.logger)
        let expected = text.map { text in
            "warning the certificate of 'demo', serial number AB, ends 2029-01-14T08:00:00Z, \(text). "
                + "Renew it: m2m-emulator certs renew demo --environment test --certs '/c d'"
        }
        #expect(log.take() == [expected].compactMap { $0 })
    }
}
