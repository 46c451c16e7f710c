import Domain
import Foundation
import Journal

extension Requirement {
    static let session = [heartbeatFirst, cookieSent, oneSession, newSessionAfter401]

    private static let heartbeatFirst = Requirement(
        "heartbeat-before-upload",
        "Heartbeat before the first fragment",
        .documented("2.2.2 step 1"),
        text: "A file is sent after a heartbeat that was answered 200.",
        advice:
            "Call GET /m2m/v2/heartbeat before the first fragment of a run, and go on only when it was answered 200."
    ) { traffic, findings in
        for upload in traffic.uploads {
            let call = upload.first
            let heartbeat = traffic.heartbeats.last { $0.isAcknowledged && $0.end <= call.begin }
            if let heartbeat {
                findings.kept(call, "\(call.name) came after the heartbeat \(heartbeat.request.traceID)")
            } else if call.request.session != nil {
                findings.kept(call, "\(call.name) came in a live session")
            } else if traffic.context.isComplete {
                findings.broken(call, "\(call.name) came without a heartbeat before it")
            } else {
                findings.open(call, "\(call.name): the journal does not go back to a heartbeat")
            }
        }
    }

    private static let cookieSent = Requirement(
        "cookie-with-fragments",
        "The heartbeat's cookie with every fragment",
        .documented("2.2.2 step 2"),
        text: "Every POST carries the cookies of the heartbeat (\"samt kakor från GET-anropet\").",
        advice: "Keep the cookies of the heartbeat's answer and send them with each POST: one cookie jar for all calls."
    ) { traffic, findings in
        for call in traffic.fragments {
            let wasGiven = traffic.heartbeats.contains { $0.isAcknowledged && $0.token != nil && $0.end <= call.begin }
            guard call.carriesToken || wasGiven else { continue }
            findings.note(
                call.carriesToken,
                call,
                kept: "\(call.name) carried the session's cookie",
                broken: "\(call.name) carried no session cookie, although a heartbeat had given one"
            )
        }
    }

    private static let oneSession = Requirement(
        "one-session",
        "One session for a file, not a heartbeat for each fragment",
        .observed("all calls of SCB's client share one cookie jar"),
        text: """
            The fragments of a file go in one session, and there is not a heartbeat for each of them. A heartbeat on a \
            timer, as SCB's client has it, is none of that.
            """,
        advice: "Call heartbeat once before the file, keep its cookie for all fragments and for the files after it."
    ) { traffic, findings in
        for upload in traffic.uploads where upload.calls.count > 1 && upload.token != nil {
            let steps = Array(upload.steps)
            let between = steps.count { traffic.hasOwnHeartbeat(between: $0, $1) }
            let isHasty = steps.allSatisfy { $1.pause(after: $0) < Self.shortestTimer }
            if steps.count > 1, between == steps.count, isHasty {
                findings.broken(upload.last, "'\(upload.file.name)' was sent with a heartbeat before each of its calls")
            } else {
                findings.kept(upload.last, "'\(upload.file.name)': \(upload.calls.count) calls in one session")
            }
        }
        for call in Self.changesOfSession(traffic) {
            findings.broken(call, "\(call.name) came in another session than the fragments before it")
        }
    }

    /// Heartbeats that come more often than this are no timer's.
    private static let shortestTimer: TimeInterval = 10

    /// Fragments above 0 whose file was begun in another session, which lives.
    private static func changesOfSession(_ traffic: ClientTraffic) -> [Call] {
        traffic.uploads.compactMap { upload in
            guard let index = upload.first.index, index != .numbered(0), index != .closing else { return nil }
            let before = traffic.attempt(before: upload)
            guard let before, before.token != upload.token, before.last.isAcknowledged else { return nil }
            return traffic.isSessionReplaced(before.token, before: upload.first) ? nil : upload.first
        }
    }

    private static let newSessionAfter401 = Requirement(
        "new-session-after-401",
        "After 401 a new session and the file from 0",
        .assumed("the status; that the cookie belongs to a session is D 2.2.2"),
        text: "When a session is refused with 401, the client calls heartbeat and sends the file from fragment 0.",
        advice:
            "On 401 drop the cookie, call heartbeat again, and begin the file anew at fragment 0 with the new cookie."
    ) { traffic, findings in
        for call in traffic.fragments where call.isUnauthorized && call.carriesToken {
            guard let next = traffic.next(after: call) else {
                guard traffic.isSettled(call) else {
                    findings.open(call, "\(call.name) was answered 401; what the client does is not known yet")
                    continue
                }
                findings.broken(call, "\(call.name) was answered 401, and the file was not sent again")
                continue
            }
            let hasHeartbeat = traffic.heartbeats.contains { $0.begin >= call.end && $0.end <= next.begin }
            let isFromStart = next.index == .numbered(0) || next.index == .closing && call.index == .closing
            findings.note(
                hasHeartbeat && isFromStart,
                call,
                kept: "after 401 to \(call.name): heartbeat, then fragment \(next.index?.description ?? "?")",
                broken: "after 401 to \(call.name) came \(hasHeartbeat ? "a heartbeat and " : "")\(next.name)"
            )
        }
    }
}
