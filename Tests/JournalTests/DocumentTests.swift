import Domain
import Foundation
import Journal
import NIOCore
import NIOHTTP1
import Testing

/// The JSON of an entry, whose names others build upon.
@Suite struct DocumentTests {
    private func entry() throws -> JournalEntry {
        let journal = Journal.example()
        let facts = CertificateFacts(
            subject: "CN=demo,O=Exempelbanken,C=SE",
            issuer: "CN=Test CA,O=Emulator",
            serial: try #require(CertificateSerial("1A")),
            notBefore: Example.start,
            notAfter: Example.start.addingTimeInterval(60),
            fingerprint: "ab12"
        )
        journal.record { number in
            JournalEntry(
                number: number,
                environment: .test,
                user: "sandbox/s1",
                certificate: facts,
                connection: RecordedConnection(
                    number: 3,
                    peer: "127.0.0.1:5",
                    tlsVersion: "TLSv1.3",
                    serverName: "localhost"
                ),
                time: Example.start,
                machineTime: Example.start.addingTimeInterval(0.0005),
                duration: .microseconds(1500),
                event: .request(
                    RecordedRequest(
                        traceID: "0af",
                        method: "POST",
                        target: "/m2m/v2/file/0/9990000045/VINN/2026-09-30/V40/a.xml/",
                        headers: ["Cookie": "M2MSession-test=abc; other=1", "Authorization": "Basic x"],
                        call: Example.upload("0"),
                        bodyBytes: 200,
                        payload: RecordedPayload(bytes: 3, file: Example.delivery, offset: 0),
                        session: "abc",
                        delivery: Example.delivery,
                        deviations: ["fragment-repeated"],
                        injections: [Injection(rule: "flaky/late", what: "delay: 2s")],
                        outcome: .answered(
                            RecordedAnswer(
                                status: 200,
                                headers: ["Set-Cookie": "M2MSession-test=abc; Path=/; Secure"],
                                body: ByteBuffer(string: "{}"),
                                problemCode: nil
                            )
                        )
                    )
                )
            )
        }
        return try journal.entry(1)
    }

    private func json(_ redaction: Redaction, _ hash: PayloadHash?) throws -> String {
        let document = JournalEntryDocument(try self.entry(), redaction: redaction, hash: hash)
        let data = try JournalJSON.data(document)
        #expect(try JSONDecoder().decode(JournalEntryDocument.self, from: data) == document)
        return String(decoding: data, as: UTF8.self)
    }

    @Test func whole() throws {
        #expect(
            try self.json(.none, .sha256("00ff")) == """
                {"certificate":{"fingerprint":"ab12","issuer":"CN=Test CA,O=Emulator","notAfter":"2026-09-21T14:14:20.000Z",\
                "notBefore":"2026-09-21T14:13:20.000Z","serial":"1A","subject":"CN=demo,O=Exempelbanken,C=SE"},\
                "connection":{"number":3,"peer":"127.0.0.1:5","serverName":"localhost","tlsVersion":"TLSv1.3"},\
                "durationMilliseconds":1.5,"environment":"test",\
                "injections":[{"rule":"flaky/late","what":"delay: 2s"}],"machineTime":"2026-09-21T14:13:20.001Z",\
                "number":1,"outcome":"accepted","request":{"answer":{"body":"{}",\
                "headers":[{"name":"Set-Cookie","value":"M2MSession-test=abc; Path=/; Secure"}],"status":200},\
                "bodyBytes":200,"delivery":"0b4d2c1e-0000-4000-8000-000000000001","deviations":["fragment-repeated"],\
                "endpoint":"upload","headers":[{"name":"Cookie","value":"M2MSession-test=abc; other=1"},\
                {"name":"Authorization","value":"Basic x"}],"madeDelivery":false,"method":"POST",\
                "payload":{"bytes":3,"file":"0b4d2c1e-0000-4000-8000-000000000001","offset":0,"sha256":"00ff"},\
                "session":"abc","target":"/m2m/v2/file/0/9990000045/VINN/2026-09-30/V40/a.xml/","traceId":"0af",\
                "upload":{"fileName":"a.xml","format":"V40","fragment":"0","isMeaningful":true,\
                "organisation":"9990000045","period":"2026-09-30","program":"VINN","version":""}},\
                "sandbox":"s1","time":"2026-09-21T14:13:20.000Z","user":"sandbox/s1"}
                """
        )
    }

    @Test func redactedItKeepsWhoAndWhatAndNoSecret() throws {
        let text = try self.json(.secrets, .missing("The file is gone."))
        for secret in ["abc", "other=1", "Basic x", "Exempelbanken", "ab12", "00ff"] { #expect(!text.contains(secret)) }
        for kept in [
            "\"subject\":\"CN=demo\"", "M2MSession-test=REDACTED; other=REDACTED",
            "M2MSession-test=REDACTED; Path=/; Secure",
            "\"fileName\":\"a.xml\"", "\"sha256Missing\":\"The file is gone.\"", "\"value\":\"REDACTED\"",
        ] { #expect(text.contains(kept), "\(text)") }
    }
}
