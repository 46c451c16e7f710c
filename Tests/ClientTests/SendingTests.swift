import Client
import Domain
import NIOConcurrencyHelpers
import Testing

@Suite("How a file is sent")
struct SendingTests {
    @Test("A heartbeat, its cookie with every call, the fragments in order and -1 with the last bytes")
    func plain() async throws {
        let script = Script(.heartbeat, .accepted(), .accepted(), .accepted())
        let result = try await script.deliver()
        #expect(result.value?.id.description == Script.id)
        #expect(script.transport.course == ["heartbeat", "0", "1", "-1"])
        #expect(script.transport.calls.map(\.cookies) == ["", "S=1", "S=1", "S=1"])
        #expect(script.transport.calls.compactMap(\.part?.bytes) == [0..<10, 10..<20, 20..<25])
        #expect(script.transport.calls.last?.path == "file/-1/9990000045/VINN/2026-09-30/V40/a%20b.xml/")
        #expect(script.pace.slept.isEmpty)
    }

    /// What the server answers, and in what course of calls the file is delivered all the same.
    struct Course: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let replies: [ScriptedTransport.Reply]
        let course: [String]

        init(_ name: String, _ replies: [ScriptedTransport.Reply], _ course: String) {
            self.testDescription = name
            self.replies = replies
            self.course = course.split(separator: " ").map(String.init)
        }
    }

    static let courses = [
        Course(
            "503: the same fragment again",
            [.heartbeat, .problem(503, "overloaded"), .accepted(), .accepted(), .accepted()],
            "heartbeat 0 0 1 -1"
        ),
        Course(
            "a page of HTML with 502: again",
            [.heartbeat, .accepted(), .answer(502, "<h1>Bad Gateway</h1>", []), .accepted(), .accepted()],
            "heartbeat 0 1 1 -1"
        ),
        Course(
            "408 and a broken connection: again",
            [.heartbeat, .problem(408, "request-timeout"), .failure(.broken), .accepted(), .accepted(), .accepted()],
            "heartbeat 0 0 0 1 -1"
        ),
        Course(
            "401 in the middle: another session, and from 0",
            [
                .heartbeat, .accepted(), .problem(401, "session-unknown"), .heartbeat, .accepted(), .accepted(),
                .accepted(),
            ],
            "heartbeat 0 1 heartbeat 0 1 -1"
        ),
        Course(
            "409 that names a fragment: from there",
            [
                .heartbeat, .accepted(), .accepted(),
                .problem(409, "upload-incomplete", hint: "Send fragment 1 and those after it, then -1; or begin anew."),
                .accepted(), .accepted(),
            ],
            "heartbeat 0 1 -1 1 -1"
        ),
        Course(
            "409 that names one for the second time: from 0",
            [
                .heartbeat, .accepted(),
                .problem(409, "fragment-out-of-order", hint: "Send fragment 1, or begin anew."),
                .problem(409, "fragment-out-of-order", hint: "Send fragment 1, or begin anew."),
                .accepted(), .accepted(), .accepted(),
            ],
            "heartbeat 0 1 1 0 1 -1"
        ),
        Course(
            "409 of a server that names none: from 0",
            [.heartbeat, .accepted(), .answer(409, "", []), .accepted(), .accepted(), .accepted()],
            "heartbeat 0 1 0 1 -1"
        ),
        Course(
            "409 because the broken call has not ended: again",
            [.heartbeat, .failure(.broken), .problem(409, "upload-busy"), .accepted(), .accepted(), .accepted()],
            "heartbeat 0 0 0 1 -1"
        ),
        Course(
            "the answer to -1 is lost: -1 again",
            [.heartbeat, .accepted(), .accepted(), .failure(.broken), .accepted()],
            "heartbeat 0 1 -1 -1"
        ),
        Course(
            "the answer to -1 is lost and -1 refused: history knows the delivery",
            [
                .heartbeat, .accepted(), .accepted(), .failure(.broken), .problem(400, "file-not-well-formed"),
                .history(3, "Inläst"),
            ],
            "heartbeat 0 1 -1 -1 history"
        ),
        Course(
            "the answer to -1 is lost and the session too: history knows in the end",
            [
                .heartbeat, .accepted(), .accepted(), .failure(.timedOut), .problem(401, "session-unknown"),
                .history(1, "Bearbetar"), .history(3, "Inläst"),
            ],
            "heartbeat 0 1 -1 -1 history history"
        ),
        Course(
            "the answer to -1 is lost, the session too, and history knows of nothing: from 0",
            [
                .heartbeat, .accepted(), .accepted(), .failure(.broken), .problem(401, "session-unknown"),
                .problem(404, "delivery-unknown"), .heartbeat, .accepted(), .accepted(), .accepted(),
            ],
            "heartbeat 0 1 -1 -1 history heartbeat 0 1 -1"
        ),
        Course(
            "-1 repeated becomes another delivery: the first is the file's",
            [.heartbeat, .accepted(), .accepted(), .failure(.broken), .accepted(Script.other)],
            "heartbeat 0 1 -1 -1"
        ),
    ]

    @Test("What passes is borne", arguments: courses)
    func borne(_ course: Course) async throws {
        let script = Script(replies: course.replies)
        let result = try await script.deliver()
        #expect(result.value?.id.description == Script.id, "\(String(describing: result.error))")
        #expect(script.transport.course == course.course)
        #expect(script.transport.isAtEnd)
    }

    @Test("What history has told when it was in doubt is not asked again")
    func notAskedAgain() async throws {
        let script = Script(
            .heartbeat,
            .accepted(),
            .accepted(),
            .failure(.broken),
            .problem(400, "file-not-well-formed"),
            .history(3, "Inläst")
        )
        let result = try await script.deliver(awaitingOutcome: true)
        #expect(result.value?.history?.outcome == .readIn)
        #expect(script.transport.course == ["heartbeat", "0", "1", "-1", "-1", "history"])
    }

    @Test("Bytes of a repeated fragment are the same")
    func sameBytes() async throws {
        let script = Script(.heartbeat, .accepted(), .failure(.broken), .accepted(), .accepted())
        _ = try await script.deliver()
        #expect(script.transport.calls.compactMap(\.part?.bytes) == [0..<10, 10..<20, 10..<20, 20..<25])
    }

    @Test("Systemfel: the whole file again, as often as it is wanted", arguments: [0, 1])
    func resent(_ resends: Int) async throws {
        let once: [ScriptedTransport.Reply] = [.accepted(), .accepted(), .accepted(), .history(2, "Systemfel")]
        let script = Script(replies: [.heartbeat] + once + once).with { $0.policy.resends = resends }
        let result = try await script.deliver(awaitingOutcome: true)
        #expect(result.value?.history?.outcome == .systemFault)
        #expect(script.transport.course.filter { $0 == "0" }.count == 1 + resends)
    }

    @Test("The session is renewed before a fragment that comes late")
    func renewed() async throws {
        let script = Script(
            .heartbeat,
            .answer(503, "", [("Retry-After", "400")]),
            .accepted(),
            .heartbeat,
            .accepted(),
            .accepted()
        )
        _ = try await script.deliver()
        #expect(script.transport.course == ["heartbeat", "0", "0", "heartbeat", "1", "-1"])
        #expect(script.events.withLockedValue { $0 }.contains(.heartbeat(renewal: true)))
    }
}
