import Client
import Domain
import Testing

@Suite("What a probe makes of a service that is not ours")
struct ProbeTests {
    private func report(_ refusals: [ScriptedTransport.Reply], heartbeat: ScriptedTransport.Reply) async throws
        -> (report: ProbeReport, transport: ScriptedTransport)
    {
        let transport = ScriptedTransport([heartbeat, heartbeat] + refusals)
        let server = try ServerAddress("https://example.se/m2m/v2/")
        return (try await Probe(transport, at: server).run(), transport)
    }

    @Test("Refusals without our members are told as they are, and nothing is concluded that they do not say")
    func foreign() async throws {
        let refusal = ScriptedTransport.Reply.answer(403, "<p>no</p>", [("Content-Type", "text/html")])
        let heartbeat = ScriptedTransport.Reply.answer(
            200,
            #""2026-09-30T12:00:00""#,
            [("Content-Type", "application/json"), ("Set-Cookie", "ASP.NET_SessionId=1; path=/; HttpOnly")]
        )
        let found = try await self.report(Array(repeating: refusal, count: 9), heartbeat: heartbeat)
        let seen = Dictionary(found.report.rows.map { ($0.subject, $0.seen) }) { first, _ in first }
        #expect(seen["heartbeat: time"] == "NNNN-NN-NNTNN:NN:NN")
        #expect(seen["session cookie: name"] == "ASP.NET_SessionId")
        #expect(seen["session cookie: attributes"] == "path=/; HttpOnly")
        #expect(seen["history of an unknown id"] == "403, text/html")
        #expect(seen["a cookie"] == "cannot be told, the parameters may be judged first")
        #expect(found.report.variants == [.noCharset])
        #expect(!found.report.isCookieOptional)
        #expect(!found.report.takesUnicodeMinus)
        #expect(found.transport.isAtEnd)
    }

    @Test("No call can store anything")
    func harmless() async throws {
        let refusal = ScriptedTransport.Reply.problem(400, "organisation-number-invalid")
        let found = try await self.report(Array(repeating: refusal, count: 9), heartbeat: .heartbeat)
        for call in found.transport.calls {
            #expect(call.part == nil)
            #expect(call.method != "POST" || call.path.hasSuffix("/0/NONE/0/NONE/probe/"))
        }
        #expect(
            found.transport.calls.filter { $0.method == "POST" }.map { $0.cookies.isEmpty } == [
                false, false, false, true,
            ]
        )
        #expect(found.transport.calls.map(\.path).contains("/m2m/v1/heartbeat"))
        #expect(found.report.isCookieOptional)
    }

    @Test("Without a session nothing else is asked")
    func refused() async throws {
        let transport = ScriptedTransport([.problem(403, "certificate-missing")])
        let probe = Probe(transport, at: try ServerAddress("https://example.se/m2m/v2/"))
        await #expect(throws: ClientError.self) { () async throws in try await probe.run() }
        #expect(transport.course == ["heartbeat"])
    }
}
