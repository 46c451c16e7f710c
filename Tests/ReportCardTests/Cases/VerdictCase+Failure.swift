import Domain
import Foundation
import Journal
import ReportCard

extension VerdictCase {
    static let failure = stopped + triedAgain

    private static let stopped = [
        VerdictCase("stopped-after-failure", .pass, "the same again") {
            $0.upload("0")
            $0.upload("1", .problem(503, "scripted-unavailable"))
            $0.upload("1")
            $0.upload("-1")
        },
        VerdictCase("stopped-after-failure", .pass, "several times the same, then on") {
            $0.upload("0", .broken)
            $0.upload("0", .problem(500, "internal-error"))
            $0.upload("0")
            $0.upload("-1")
        },
        VerdictCase("stopped-after-failure", .pass, "anew at 0") {
            $0.upload("0")
            $0.upload("1", .problem(400, "multipart-malformed"))
            $0.upload("0", delivery: 2)
        },
        VerdictCase("stopped-after-failure", .pass, "nothing more") {
            $0.upload("0", .problem(403, "format-not-granted"))
        },
        VerdictCase("stopped-after-failure", .pass, "the next, where the server has the fragment already") {
            $0.upload("0")
            $0.upload("1", .broken)
            $0.upload("1", .problem(409, "fragment-out-of-order", hint: "Send fragment 2, or begin the file anew."))
            $0.upload("2")
        },
        VerdictCase("stopped-after-failure", .pass, "-1 again after its answer was lost") {
            $0.upload("0", .broken)
            $0.upload("0")
            $0.upload("-1", .broken, makes: true)
            $0.upload("-1")
        },
        VerdictCase("stopped-after-failure", .pass, "another file goes on meanwhile") {
            $0.upload("0")
            $0.upload("1", .broken)
            $0.upload("1", file: "b.xml", delivery: 2)
            $0.upload("1")
        },
        VerdictCase(
            "stopped-after-failure",
            .fail,
            "as SCB's client: on, and -1",
            evidence: "came fragment 2 of 'a.xml'"
        ) {
            $0.upload("0")
            $0.upload("1", .problem(500, "storage-failed"))
            $0.upload("2", .problem(409, "fragment-out-of-order"))
            $0.upload("-1", .problem(409, "upload-incomplete"))
        },
        VerdictCase("stopped-after-failure", .fail, "-1 after what broke off") {
            $0.upload("0")
            $0.upload("1", .broken)
            $0.upload("-1", .problem(409, "upload-incomplete"))
        },
        VerdictCase("stopped-after-failure", .notExercised, "nothing failed") { $0.delivery() },
    ]

    private static let triedAgain = [
        VerdictCase("tried-again", .pass, "the same fragment") {
            $0.upload("0", .broken)
            $0.upload("0")
        },
        VerdictCase("tried-again", .pass, "the file in a new session") {
            $0.upload("0", .problem(503, "maintenance"))
            $0.heartbeat(gives: "s2")
            $0.upload("0", session: "s2", delivery: 2)
        },
        VerdictCase("tried-again", .notExercised, "the lost answer of a delivery is another row's matter") {
            $0.upload("-1", .broken, makes: true)
        },
        VerdictCase("closing-content", .notExercised, "-1 again, empty, when the delivery was made already") {
            $0.upload("0")
            $0.upload("-1", .broken, bytes: 0, makes: true)
            $0.upload("-1", .problem(400, "file-empty"), bytes: nil)
        },
        VerdictCase("fragment-within-limit", .notExercised, "a scenario says that a fragment is too large") {
            $0.injections = [Injection(rule: "s/r", what: "answer: 413 with a problem 'fragment-too-large'")]
            $0.upload("0", .problem(413, "fragment-too-large"))
        },
        VerdictCase("no-second-delivery", .pass, "a later file of the same name, after history told of the first") {
            $0.upload("0")
            $0.upload("-1", .broken, makes: true)
            $0.history(1, .readIn)
            $0.upload("0", delivery: 2)
            $0.upload("-1", delivery: 2)
        },
        VerdictCase("tried-again", .fail, "left behind", evidence: "was never sent again") {
            $0.upload("0", .problem(503, "maintenance"))
            $0.upload("-1", file: "b.xml", delivery: 2)
        },
        VerdictCase("tried-again", .fail, "as SCB's client: goes on with the next") {
            $0.upload("0", .problem(503, "maintenance"))
            $0.upload("1", .problem(409, "fragment-out-of-order"))
            $0.upload("-1", .problem(409, "upload-incomplete"))
        },
        VerdictCase("tried-again", .notExercised, "a refusal for good") {
            $0.upload("0", .problem(400, "reference-period-invalid"))
        },
        VerdictCase("tried-again", .notExercised, "not yet", isOver: false) {
            $0.upload("0", .problem(503, "maintenance"))
        },
        VerdictCase(
            "tried-again",
            .fail,
            "not in ten minutes",
            isOver: false,
            knowing: .later(601)
        ) { $0.upload("0", .problem(503, "maintenance")) },
    ]

    static let repeated = [
        VerdictCase("retry-after-honoured", .pass, "in seconds") {
            $0.upload("0", .problem(503, "maintenance", retryAfter: "3"))
            $0.wait(2.1)
            $0.upload("0")
        },
        VerdictCase("retry-after-honoured", .pass, "as a date, with another file meanwhile") {
            $0.upload("0", .problem(503, "maintenance", retryAfter: "Mon, 21 Sep 2026 14:13:22 GMT"))
            $0.upload("0", file: "b.xml", delivery: 2)
            $0.wait(0.2)
            $0.upload("0")
        },
        VerdictCase("retry-after-honoured", .pass, "by a clock that the test moves") {
            $0.upload("0", .problem(503, "maintenance", retryAfter: "3"))
            $0.moveClock(3)
            $0.upload("0")
        },
        VerdictCase("retry-after-honoured", .fail, "by a clock that the test moved too little") {
            $0.upload("0", .problem(503, "maintenance", retryAfter: "3"))
            $0.moveClock(1)
            $0.upload("0")
        },
        VerdictCase("retry-after-honoured", .fail, "too early", evidence: "0.9 s after an answer with Retry-After 3 s")
        {
            $0.upload("0", .problem(503, "maintenance", retryAfter: "3"))
            $0.upload("0")
        },
        VerdictCase("retry-after-honoured", .fail, "a heartbeat too early") {
            $0.heartbeat(.problem(429, "scripted", retryAfter: "60"))
            $0.heartbeat()
        },
        VerdictCase("retry-after-honoured", .notExercised, "never again") {
            $0.upload("0", .problem(503, "maintenance", retryAfter: "3"))
        },

        VerdictCase("pause-before-repeat", .pass, "one second, then more") {
            $0.heartbeat(.problem(500, "internal-error"))
            $0.heartbeat(.problem(500, "internal-error"))
            $0.wait(1)
            $0.heartbeat()
        },
        VerdictCase("pause-before-repeat", .pass, "at once over a new connection") {
            $0.upload("0", .broken)
            $0.wait(-0.9)
            $0.upload("0")
        },
        VerdictCase("pause-before-repeat", .fail, "at once after 503", evidence: "came again 0.05 s after") {
            $0.upload("0", .problem(503, "maintenance"))
            $0.wait(-0.85)
            $0.upload("0")
        },
        VerdictCase("pause-before-repeat", .fail, "again and again") {
            for _ in 0..<5 {
                $0.upload("0", .broken)
                $0.wait(-0.8)
            }
        },
        VerdictCase("pause-before-repeat", .notExercised, "nothing again") { $0.delivery() },

        VerdictCase("answer-awaited", .pass, "answered") { $0.heartbeat() },
        VerdictCase("answer-awaited", .pass, "given up after a minute") {
            $0.duration = .seconds(60)
            $0.upload("-1", .abandoned)
        },
        VerdictCase("answer-awaited", .fail, "given up after five seconds", evidence: "left by the client after 5 s") {
            $0.duration = .seconds(5)
            $0.upload("-1", .abandoned)
        },
        VerdictCase("answer-awaited", .fail, "given up although a scenario only delays it") {
            $0.injections = [Injection(rule: "a/b", what: "delay: 8s")]
            $0.duration = .seconds(5)
            $0.upload("-1", .abandoned)
        },
        VerdictCase("answer-awaited", .notExercised, "broken by a scenario") { $0.upload("0", .broken) },
    ]

    static let resent = [
        VerdictCase("whole-file-again", .pass, "after Systemfel, from 0") {
            $0.upload("0")
            $0.upload("-1")
            $0.history(1, .systemFault)
            $0.upload("0", delivery: 2)
            $0.upload("-1", delivery: 2)
        },
        VerdictCase("whole-file-again", .pass, "after Ej Inläst, corrected, with another name, in another session") {
            $0.upload("0")
            $0.upload("-1")
            $0.history(1, .stopped)
            $0.heartbeat(gives: "s2")
            $0.upload("-1", file: "a2.xml", session: "s2", delivery: 2)
        },
        VerdictCase("whole-file-again", .pass, "after a refusal at -1") {
            $0.upload("0")
            $0.upload("-1", .problem(400, "file-not-well-formed"))
            $0.upload("0", delivery: 2)
        },
        VerdictCase("whole-file-again", .fail, "only the last fragment", evidence: "which is not the file's beginning")
        {
            $0.upload("0", bytes: 9_216_000)
            $0.upload("1")
            $0.upload("-1", bytes: 0)
            $0.history(1, .stopped)
            $0.upload("1", .problem(409, "fragment-out-of-order"))
        },
        VerdictCase("whole-file-again", .fail, "-1 again after a refusal") {
            $0.upload("0", bytes: 9_216_000)
            $0.upload("1")
            $0.upload("-1", .problem(400, "file-wrong-root"), bytes: 0)
            $0.upload("-1", .problem(400, "file-wrong-root"), bytes: 0)
        },
        VerdictCase("whole-file-again", .notExercised, "nothing since", evidence: "nothing was sent since") {
            $0.upload("-1")
            $0.history(1, .stopped)
        },
        VerdictCase("whole-file-again", .notExercised, "another period's file is another matter") {
            $0.upload("-1")
            $0.history(1, .stopped)
            $0.upload("-1", raw: { $0.referencePeriod = "2026-12-31" }, delivery: 2)
        },
        VerdictCase("whole-file-again", .notExercised, "a wrong file name is no failed file") {
            $0.upload("-1", .problem(400, "file-name-invalid"))
            $0.upload("1", .problem(409, "fragment-out-of-order"))
        },
    ]
}
