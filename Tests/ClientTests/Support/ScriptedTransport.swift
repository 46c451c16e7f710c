import Client
import Foundation
import NIOConcurrencyHelpers

/// A server that answers what a test wrote, in that order, and remembers what it was asked.
final class ScriptedTransport: Transport {
    enum Reply {
        case answer(Int, String, [(String, String)])
        case failure(TransportFailure.Kind)

        static func accepted(_ id: String = Script.id) -> Reply {
            .answer(200, #"{"DeliveryId":"\#(id)","TimeStamp":"2026-09-30T12:00:00.000Z"}"#, [])
        }

        static func problem(_ status: Int, _ code: String, hint: String = "Do something.") -> Reply {
            let body = #"{"title":"No","status":\#(status),"detail":"Found it.","code":"\#(code)","hint":"\#(hint)"}"#
            return .answer(status, body, [("Content-Type", "application/problem+json")])
        }

        static func history(_ progress: Int, _ status: String) -> Reply {
            let body = #"{"Id":"\#(Script.id)","ProgressStatus":\#(progress),"SubmissionDate":"2026-09-30 14:00:00","#
            return .answer(200, body + #""Status":"\#(status)","FileWasUploaded":\#(progress == 3)}"#, [])
        }

        static let heartbeat = Reply.answer(200, #""2026-09-30T12:00:00.000Z""#, [("Set-Cookie", "S=1; Path=/")])
    }

    private let replies: NIOLockedValueBox<[Reply]>
    private let made = NIOLockedValueBox<[Call]>([])

    init(_ replies: [Reply]) {
        self.replies = NIOLockedValueBox(replies)
    }

    var calls: [Call] { self.made.withLockedValue { $0 } }
    var isAtEnd: Bool { self.replies.withLockedValue { $0.isEmpty } }

    /// What was asked, in short: `heartbeat`, `0`, `-1`, `history`.
    var course: [String] {
        self.calls.map { call in
            let words = call.path.split(separator: "/")
            return words[0] == "file" ? String(words[1]) : String(words[0])
        }
    }

    func send(_ call: Call) async throws(TransportFailure) -> ServerAnswer {
        self.made.withLockedValue { $0.append(call) }
        let reply = self.replies.withLockedValue { $0.isEmpty ? nil : $0.removeFirst() }
        switch reply {
        case .answer(let status, let body, let fields):
            return ServerAnswer(status: status, fields: fields, body: Data(body.utf8))
        case .failure(let kind): throw TransportFailure(kind, reason: "so it is written")
        case nil: throw TransportFailure(.serverCertificate, reason: "the script is at its end")
        }
    }
}

/// A clock that a wait moves on at once.
final class TestPace: Pace {
    private let state: NIOLockedValueBox<(now: ContinuousClock.Instant, slept: [Duration])>

    init() {
        self.state = NIOLockedValueBox((.now, []))
    }

    var now: ContinuousClock.Instant { self.state.withLockedValue { $0.now } }
    var slept: [Duration] { self.state.withLockedValue { $0.slept } }

    func sleep(for duration: Duration) async throws {
        self.advance(by: duration)
        self.state.withLockedValue { $0.slept.append(duration) }
    }

    func advance(by duration: Duration) { self.state.withLockedValue { $0.now += duration } }
    func jitter() -> Double { 0 }
}
