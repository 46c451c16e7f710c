import Domain
import Foundation
import Journal
import ReportCard

extension VerdictCase {
    /// Traffic that looks wrong at first sight and is not the client's fault.
    static let lawful: [VerdictCase] = [
        VerdictCase("one-session", .notExercised, "a heartbeat's answer gave another session in the middle of a file") {
            $0.heartbeat()
            $0.upload("0")
            $0.heartbeat(sends: "s1", gives: "s2")
            $0.upload("1", session: "s2", delivery: 2)
        },
        VerdictCase("fragments-in-order", .fail, "another session that the client began itself") {
            $0.heartbeat()
            $0.upload("0")
            $0.heartbeat(gives: "s2")
            $0.upload("1", session: "s2", delivery: 2)
        },
        VerdictCase("fragments-in-order", .pass, "a session that was replaced at a heartbeat") {
            $0.heartbeat()
            $0.upload("0")
            $0.heartbeat(sends: "s1", gives: "s2")
            $0.upload("1", session: "s2", delivery: 2)
        },
        VerdictCase(
            "fragments-in-order",
            .notExercised,
            "a file whose beginning the journal has no more",
            knowing: .journalBeginsLate
        ) {
            $0.upload("4")
        },
        VerdictCase("one-session", .pass, "heartbeats of other files between the fragments") {
            $0.heartbeat()
            for index in 0..<3 {
                $0.upload("\(index)")
                $0.heartbeat(sends: "s1")
                $0.upload("-1", file: "small-\(index).xml", delivery: 10 + index)
            }
            $0.upload("-1")
        },
        VerdictCase("whole-file-again", .pass, "another file goes on meanwhile") {
            $0.heartbeat()
            $0.upload("0")
            $0.upload("0", file: "b.xml", delivery: 2)
            $0.upload("-1")
            $0.history(1, .stopped)
            $0.upload("1", file: "b.xml", delivery: 2)
            $0.upload("0", delivery: 3)
        },
        VerdictCase("pause-before-repeat", .notExercised, "a heartbeat of another connection") {
            $0.heartbeat(.problem(503, "maintenance"), gives: nil)
            $0.wait(-0.85)
            $0.connection = 2
            $0.heartbeat()
        },
        VerdictCase("tried-again", .pass, "an outage that outlasts three tries") {
            for _ in 0..<3 {
                $0.upload("0", .problem(503, "maintenance"), bytes: nil)
                $0.wait(5)
            }
        },
    ]
}
