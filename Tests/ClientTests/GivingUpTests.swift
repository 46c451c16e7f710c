import Client
import Domain
import Testing

@Suite("When the client stops")
struct GivingUpTests {
    struct End: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let replies: [ScriptedTransport.Reply]
        let course: String
        let says: [String]

        init(_ name: String, _ replies: [ScriptedTransport.Reply], _ course: String, _ says: String...) {
            self.testDescription = name
            self.replies = replies
            self.course = course
            self.says = says
        }
    }

    static let ends = [
        End(
            "a fragment refused for good: nothing after it",
            [.heartbeat, .accepted(), .problem(400, "multipart-malformed", hint: "Let a library write it.")],
            "heartbeat 0 1",
            "Fragment 1 of 'a b.xml' was refused. The server answered 400 (multipart-malformed). Found it. Let a library write it."
        ),
        End(
            "a refusal of another server, without our members",
            [.heartbeat, .answer(403, "<h1>Forbidden</h1>\n<p>Go away</p>", [])],
            "heartbeat 0",
            "The server answered 403. Its body begins: <h1>Forbidden</h1> <p>Go away</p>"
        ),
        End("nobody there", [.failure(.unreachable)], "heartbeat", "No connection to the server", "Check the base URL"),
        End(
            "a server that this client does not trust",
            [.failure(.serverCertificate)],
            "heartbeat",
            "The server's certificate is refused (so it is written)",
            "Give the server's CA file"
        ),
        End(
            "a certificate that the server refuses in the handshake",
            [.failure(.alert)],
            "heartbeat",
            "the alert 'so it is written'",
            "Use a certificate of this environment"
        ),
        End(
            "200 of a proxy",
            [.heartbeat, .answer(200, "<p>Welcome</p>", [("Content-Type", "text/html; charset=x")])],
            "heartbeat 0",
            "not as the interface answers: text/html, '<p>Welcome</p>'"
        ),
        End(
            "Retry-After above the limit",
            [.heartbeat, .answer(503, "", [("Retry-After", "601")])],
            "heartbeat 0",
            "is to be tried again in 601 s, by the server's Retry-After; the limit is 600 s"
        ),
        End(
            "history settles nothing",
            [
                .heartbeat, .accepted(), .accepted(), .failure(.broken), .problem(401, "session-unknown"),
                .problem(403, "certificate-revoked"),
            ],
            "heartbeat 0 1 -1 -1 history",
            "whether it was accepted is not known",
            "Ask for the status of \(Script.id) before"
        ),
    ]

    @Test("The text says what, and what to do", arguments: ends)
    func ended(_ end: End) async throws {
        let script = Script(replies: end.replies)
        let error = try #require(try await script.deliver().error)
        for text in end.says { #expect(error.description.contains(text), "\(error)") }
        #expect(script.transport.course.joined(separator: " ") == end.course)
    }

    @Test("Tried as often as the policy says, with waits that double up to their limit")
    func attempts() async throws {
        let refusals = Array(repeating: ScriptedTransport.Reply.problem(500, "internal-error"), count: 5)
        let script = Script(replies: [.heartbeat] + refusals).with {
            $0.policy.attempts = 5
            $0.policy.longestWait = .seconds(4)
        }
        let error = try #require(try await script.deliver().error)
        #expect(error.kind == .gaveUp)
        #expect(error.description.contains("failed 5 times, which is the limit"))
        #expect(script.pace.slept == [1, 2, 4, 4].map { Duration.seconds($0) })
    }

    @Test(
        "Retry-After is waited for, in seconds or as a date",
        arguments: [
            [("Retry-After", "7")],
            [("Retry-After", "Wed, 30 Sep 2026 12:00:07 GMT"), ("Date", "Wed, 30 Sep 2026 12:00:00 GMT")],
        ]
    )
    func retryAfter(_ fields: [(String, String)]) async throws {
        let script = Script(.heartbeat, .answer(503, "", fields), .accepted(), .accepted(), .accepted())
        _ = try await script.deliver()
        #expect(script.pace.slept == [.seconds(7)])
    }

    @Test("A file is begun anew three times and no more")
    func beginnings() async throws {
        let refusal = ScriptedTransport.Reply.problem(401, "session-unknown")
        let script = Script(.heartbeat, refusal, .heartbeat, refusal, .heartbeat, refusal, .heartbeat, refusal)
        let error = try #require(try await script.deliver().error)
        #expect(error.description.contains("begun anew 3 times"))
        #expect(script.transport.isAtEnd)
    }

    @Test("A lone -1 whose answer is lost is not sent again, one that was put off is")
    func alone() async throws {
        let lost = Script(.heartbeat, .failure(.broken)).with { ($0.closing, $0.size) = (.alone, 10) }
        #expect(try await lost.deliver().error?.kind == .outcomeUnknown(nil))
        #expect(lost.transport.course == ["heartbeat", "-1"])
        let putOff = Script(.heartbeat, .problem(503, "maintenance"), .accepted())
            .with { ($0.closing, $0.size) = (.alone, 10) }
        #expect(try await putOff.deliver().value != nil)
    }

    @Test("When -1 is never answered, the DeliveryId is told")
    func neverAnswered() async throws {
        let script = Script(.heartbeat, .accepted(), .accepted(), .failure(.broken), .failure(.timedOut))
            .with { $0.policy.attempts = 2 }
        #expect(try await script.deliver().error?.kind == .outcomeUnknown(DeliveryID(Script.id)))
    }

    @Test("Polling grows to its longest wait, and ends at its limit")
    func polling() async throws {
        let script = Script(replies: Array(repeating: .history(1, "Bearbetar"), count: 20)).with {
            $0.policy.longestPoll = .seconds(3)
            $0.policy.pollLimit = .seconds(10)
        }
        let client = script.client
        await #expect(throws: ClientError.self) { try await client.outcome(of: DeliveryID(Script.id)!) }
        #expect(script.pace.slept == [1, 1.5, 2.25, 3, 2.25].map { Duration.seconds($0) })
    }
}
