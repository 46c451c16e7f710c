import Domain
import Foundation
import Journal
import ReportCard

extension VerdictCase {
    static let session = heartbeats + cookies + sessions + unauthorized

    private static let heartbeats = [
        VerdictCase("heartbeat-before-upload", .pass, "heartbeat, then a file") {
            $0.heartbeat()
            $0.delivery()
        },
        VerdictCase("heartbeat-before-upload", .pass, "the session is of before the journal's beginning") {
            $0.upload("-1", session: "old")
        },
        VerdictCase("heartbeat-before-upload", .fail, "no heartbeat", evidence: "without a heartbeat before it") {
            $0.upload("-1", .problem(401, "session-missing"), session: nil)
        },
        VerdictCase("heartbeat-before-upload", .fail, "only a heartbeat that was refused") {
            $0.heartbeat(.problem(503, "maintenance"))
            $0.upload("-1", .problem(401, "session-missing"), session: nil)
        },
        VerdictCase("heartbeat-before-upload", .fail, "the heartbeat comes after the file") {
            $0.upload("-1", .problem(401, "session-missing"), session: nil)
            $0.heartbeat()
        },
        VerdictCase("heartbeat-before-upload", .notExercised, "no file") { $0.heartbeat() },
        VerdictCase(
            "heartbeat-before-upload",
            .notExercised,
            "the journal does not go back far enough",
            knowing: .journalBeginsLate
        ) { $0.upload("-1", .problem(401, "session-unknown"), session: "old", isAlive: false) },
    ]

    private static let cookies = [
        VerdictCase("cookie-with-fragments", .pass, "a cookie with each") {
            $0.heartbeat()
            $0.delivery()
        },
        VerdictCase("cookie-with-fragments", .pass, "a cookie that the emulator has forgotten") {
            $0.heartbeat()
            $0.upload("0", .problem(401, "session-unknown"), isAlive: false)
        },
        VerdictCase("cookie-with-fragments", .fail, "the cookie is dropped", evidence: "carried no session cookie") {
            $0.heartbeat()
            $0.upload("0", .problem(401, "session-missing"), session: nil)
        },
        VerdictCase("cookie-with-fragments", .notExercised, "there was no heartbeat to give one") {
            $0.upload("0", .problem(401, "session-missing"), session: nil)
        },
    ]

    private static let sessions = [
        VerdictCase("one-session", .pass, "a heartbeat for two files") {
            $0.heartbeat()
            $0.delivery(1)
            $0.delivery(2, file: "b.xml")
        },
        VerdictCase("one-session", .pass, "a timer's heartbeat between fragments, far apart") {
            $0.heartbeat()
            $0.upload("0")
            $0.wait(60)
            $0.heartbeat(sends: "s1")
            $0.upload("1")
            $0.wait(60)
            $0.heartbeat(sends: "s1")
            $0.upload("-1")
        },
        VerdictCase("one-session", .pass, "a new session after 401") {
            $0.heartbeat()
            $0.upload("0")
            $0.upload("1", .problem(401, "session-unknown"), isAlive: false)
            $0.heartbeat(gives: "s2")
            $0.upload("0", session: "s2", delivery: 2)
            $0.upload("-1", session: "s2", delivery: 2)
        },
        VerdictCase("one-session", .fail, "a heartbeat before each fragment", evidence: "before each of its calls") {
            $0.heartbeat()
            $0.upload("0")
            $0.heartbeat(sends: "s1")
            $0.upload("1")
            $0.heartbeat(sends: "s1")
            $0.upload("-1")
        },
        VerdictCase("one-session", .fail, "a new session for each fragment", evidence: "in another session") {
            $0.heartbeat()
            $0.upload("0")
            $0.heartbeat(gives: "s2")
            $0.upload("1", .problem(409, "fragment-out-of-order"), session: "s2")
        },
        VerdictCase("one-session", .notExercised, "a file in one call") {
            $0.heartbeat()
            $0.upload("-1")
        },
    ]

    private static let unauthorized = [
        VerdictCase("new-session-after-401", .pass, "heartbeat and 0") {
            $0.heartbeat()
            $0.upload("0")
            $0.upload("1", .problem(401, "session-unknown"), isAlive: false)
            $0.heartbeat(gives: "s2")
            $0.upload("0", session: "s2", delivery: 2)
        },
        VerdictCase("new-session-after-401", .pass, "a lone -1 again") {
            $0.heartbeat()
            $0.upload("-1", .problem(401, "session-unknown"), isAlive: false)
            $0.heartbeat(gives: "s2")
            $0.upload("-1", session: "s2", delivery: 2)
        },
        VerdictCase("new-session-after-401", .fail, "goes on where it was", evidence: "a heartbeat and fragment 1") {
            $0.heartbeat()
            $0.upload("0")
            $0.upload("1", .problem(401, "session-unknown"), isAlive: false)
            $0.heartbeat(gives: "s2")
            $0.upload("1", .problem(409, "fragment-out-of-order"), session: "s2")
        },
        VerdictCase("new-session-after-401", .fail, "0 again with the dead cookie") {
            $0.heartbeat()
            $0.upload("0", .problem(401, "session-unknown"), isAlive: false)
            $0.upload("0", .problem(401, "session-unknown"), isAlive: false)
        },
        VerdictCase("new-session-after-401", .fail, "gives up", evidence: "was not sent again") {
            $0.heartbeat()
            $0.upload("0", .problem(401, "session-unknown"), isAlive: false)
        },
        VerdictCase("new-session-after-401", .notExercised, "not yet known", isOver: false) {
            $0.heartbeat()
            $0.upload("0", .problem(401, "session-unknown"), isAlive: false)
        },
        VerdictCase("new-session-after-401", .notExercised, "no 401") {
            $0.heartbeat()
            $0.delivery()
        },
    ]
}
