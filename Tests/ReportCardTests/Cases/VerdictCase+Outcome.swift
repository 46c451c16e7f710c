import Domain
import Foundation
import Journal
import ReportCard

extension VerdictCase {
    static let outcome = asked + final + paused + known

    private static let asked = [
        VerdictCase("status-asked", .pass, "asked") { $0.delivery() },
        VerdictCase("status-asked", .pass, "asked by another process, over another connection, without a cookie") {
            $0.upload("-1")
            $0.connection = 2
            $0.history(1, .readIn)
        },
        VerdictCase("status-asked", .fail, "as SCB's client: never", evidence: "nobody asked") { $0.upload("-1") },
        VerdictCase("status-asked", .fail, "only about one of two") {
            $0.upload("-1")
            $0.upload("-1", delivery: 2)
            $0.history(2, .readIn)
        },
        VerdictCase("status-asked", .notExercised, "not yet", isOver: false) { $0.upload("-1") },
        VerdictCase("status-asked", .notExercised, "nothing was accepted") {
            $0.upload("-1", .problem(400, "file-not-well-formed"))
        },
    ]

    private static let final = [
        VerdictCase("polled-until-final", .pass, "until Inläst") { $0.delivery() },
        VerdictCase("polled-until-final", .pass, "until Ej Inläst, with 503 between") {
            $0.upload("-1")
            $0.history(1, .processing)
            $0.history(1, nil, .problem(503, "scripted-unavailable"))
            $0.history(1, .stopped)
        },
        VerdictCase(
            "polled-until-final",
            .fail,
            "once only",
            evidence: "it became Ej Inläst",
            knowing: .status(.stopped)
        ) {
            $0.upload("-1")
            $0.history(1, .processing)
        },
        VerdictCase(
            "polled-until-final",
            .notExercised,
            "it hangs",
            knowing: .status(.processing)
        ) {
            $0.upload("-1")
            $0.history(1, .processing)
        },
        VerdictCase(
            "polled-until-final",
            .notExercised,
            "not yet",
            isOver: false,
            knowing: .status(.readIn)
        ) {
            $0.upload("-1")
            $0.history(1, .processing)
        },
    ]

    private static let paused = [
        VerdictCase("poll-pause", .pass, "a second or more") { $0.delivery() },
        VerdictCase("poll-pause", .pass, "two programs by turns") {
            $0.upload("-1")
            for _ in 0..<4 {
                $0.history(1, .processing)
                $0.wait(-0.8)
                $0.history(1, .processing)
            }
        },
        VerdictCase("poll-pause", .pass, "two deliveries by turns") {
            for _ in 0..<4 {
                $0.history(1, .processing)
                $0.wait(-0.5)
                $0.history(2, .processing)
                $0.wait(-0.4)
            }
        },
        VerdictCase("poll-pause", .fail, "in haste", evidence: "the shortest pause 0.2 s") {
            $0.upload("-1")
            for _ in 0..<4 {
                $0.history(1, .processing)
                $0.wait(-0.8)
            }
        },
        VerdictCase("poll-pause", .pass, "by a clock that the test moves") {
            $0.upload("-1")
            for _ in 0..<4 {
                $0.history(1, .processing)
                $0.wait(-0.8)
                $0.moveClock(2)
            }
        },
        VerdictCase("poll-pause", .notExercised, "twice at once, which may be two programs") {
            $0.history(1, .processing)
            $0.wait(-0.9)
            $0.history(1, .processing)
        },
        VerdictCase("poll-pause", .notExercised, "again after the end") {
            for _ in 0..<3 {
                $0.history(1, .readIn)
                $0.wait(-0.9)
            }
        },
        VerdictCase("poll-pause", .notExercised, "one question") { $0.history(1, .readIn) },
    ]

    private static let known = [
        VerdictCase("known-ids", .pass, "a delivery's") { $0.delivery() },
        VerdictCase("known-ids", .pass, "that of an upload whose answer to -1 was lost, and which was refused") {
            $0.upload("0")
            $0.upload("-1", .problem(400, "file-not-well-formed"))
            $0.history(1, nil, .problem(404, "delivery-unknown"))
        },
        VerdictCase("known-ids", .fail, "one of nobody's", evidence: "which is unknown") {
            $0.history(7, nil, .problem(404, "delivery-unknown"))
        },
        VerdictCase("known-ids", .notExercised, "a 404 of a scenario's") {
            $0.injections = [Injection(rule: "a/b", what: "answer: 404")]
            $0.history(7, nil, .problem(404, "scripted"))
        },
        VerdictCase(
            "known-ids",
            .notExercised,
            "the journal does not go back far enough",
            knowing: .journalBeginsLate
        ) { $0.history(7, nil, .problem(404, "delivery-unknown")) },
    ]

    static let ambiguous = [
        VerdictCase("asked-after-lost-answer", .pass, "history at once") {
            $0.upload("0")
            $0.upload("-1", .broken, makes: true)
            $0.history(1, .readIn)
        },
        VerdictCase("asked-after-lost-answer", .pass, "-1 again, then history") {
            $0.upload("0")
            $0.upload("-1", .broken, makes: true)
            $0.upload("-1", makes: false)
            $0.history(1, .readIn)
        },
        VerdictCase("asked-after-lost-answer", .fail, "never", evidence: "never asked about") {
            $0.upload("0")
            $0.upload("-1", .broken, makes: true)
        },
        VerdictCase("asked-after-lost-answer", .notExercised, "a lone -1 has told no id", evidence: "had no answer") {
            $0.upload("-1", .broken, makes: true)
        },
        VerdictCase("asked-after-lost-answer", .notExercised, "-1 broke off before it was stored") {
            $0.upload("0")
            $0.upload("-1", .broken, makes: false)
        },

        VerdictCase("no-second-delivery", .pass, "-1 again, the same delivery") {
            $0.upload("0")
            $0.upload("-1", .broken, makes: true)
            $0.upload("-1", makes: false)
        },
        VerdictCase("no-second-delivery", .pass, "again because history told Systemfel") {
            $0.upload("0")
            $0.upload("-1", .broken, makes: true)
            $0.history(1, .systemFault)
            $0.upload("0", delivery: 2)
            $0.upload("-1", delivery: 2)
        },
        VerdictCase("no-second-delivery", .fail, "the whole file again", evidence: "was delivered again") {
            $0.upload("0")
            $0.upload("-1", .broken, makes: true)
            $0.upload("0", delivery: 2)
            $0.upload("-1", delivery: 2)
        },
        VerdictCase("no-second-delivery", .fail, "a lone -1 again") {
            $0.upload("-1", .broken, makes: true)
            $0.upload("-1", delivery: 2)
        },
        VerdictCase("no-second-delivery", .fail, "again in another session") {
            $0.upload("0")
            $0.upload("-1", .broken, makes: true)
            $0.heartbeat(gives: "s2")
            $0.upload("0", session: "s2", delivery: 2)
            $0.upload("-1", session: "s2", delivery: 2)
        },
        VerdictCase("no-second-delivery", .notExercised, "no answer was lost") {
            $0.upload("-1")
            $0.upload("-1", delivery: 2)
        },
    ]
}
