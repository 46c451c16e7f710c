import Domain
import Foundation
import Journal
import ReportCard

extension VerdictCase {
    static let order = [
        VerdictCase("fragments-in-order", .pass, "0, 1, -1") {
            $0.heartbeat()
            $0.delivery()
        },
        VerdictCase("fragments-in-order", .pass, "two files by turns in one session") {
            $0.heartbeat()
            $0.upload("0")
            $0.upload("0", file: "b.xml", delivery: 2)
            $0.upload("1")
            $0.upload("1", file: "b.xml", delivery: 2)
            $0.upload("-1")
            $0.upload("-1", file: "b.xml", delivery: 2)
        },
        VerdictCase("fragments-in-order", .pass, "the same file in two sessions at once") {
            $0.heartbeat()
            $0.heartbeat(gives: "s2")
            $0.upload("0")
            $0.upload("0", session: "s2", delivery: 2)
            $0.upload("1")
            $0.upload("-1", session: "s2", delivery: 2)
            $0.upload("-1")
        },
        VerdictCase("fragments-in-order", .pass, "a fragment again after no answer") {
            $0.heartbeat()
            $0.upload("0")
            $0.upload("1", .broken)
            $0.upload("1")
            $0.upload("-1")
        },
        VerdictCase("fragments-in-order", .pass, "the fragment that a 409 names") {
            $0.heartbeat()
            $0.upload("0")
            $0.upload("1", .broken)
            $0.upload("-1", .problem(409, "upload-incomplete", hint: "Send fragment 1 and those after it, then -1."))
            $0.upload("1")
            $0.upload("-1")
        },
        VerdictCase("fragments-in-order", .pass, "lone -1, three files") {
            $0.heartbeat()
            $0.upload("-1")
            $0.upload("-1", delivery: 2)
            $0.upload("-1", file: "b.xml", delivery: 3)
        },
        VerdictCase("fragments-in-order", .pass, "the file anew at 0 in the same session") {
            $0.heartbeat()
            $0.upload("0")
            $0.upload("1", .problem(400, "body-incomplete"))
            $0.upload("0", delivery: 2)
            $0.upload("1", delivery: 2)
            $0.upload("-1", delivery: 2)
        },
        VerdictCase("fragments-in-order", .fail, "a gap", evidence: "fragment 2 of 'a.xml' came after fragment 0") {
            $0.heartbeat()
            $0.upload("0")
            $0.upload("2", .problem(409, "fragment-out-of-order", hint: "Send fragment 1, or begin anew."))
        },
        VerdictCase("fragments-in-order", .fail, "begins at 1", evidence: "began at fragment 1") {
            $0.heartbeat()
            $0.upload("1", .problem(409, "fragment-out-of-order"))
        },
        VerdictCase("fragments-in-order", .fail, "a fragment twice", evidence: "came again although") {
            $0.heartbeat()
            $0.upload("0")
            $0.upload("1")
            $0.upload("1")
            $0.upload("-1")
        },
        VerdictCase("fragments-in-order", .fail, "-1 again without need") {
            $0.heartbeat()
            $0.upload("0")
            $0.upload("-1")
            $0.upload("-1", makes: false)
        },
        VerdictCase("fragments-in-order", .pass, "another file of the same name, as a lone -1") {
            $0.heartbeat()
            $0.upload("0")
            $0.upload("-1")
            $0.upload("-1", delivery: 2)
        },
        VerdictCase("fragments-in-order", .notExercised, "no file") { $0.heartbeat() },

        VerdictCase("one-fragment-at-a-time", .pass, "one after the other") {
            $0.heartbeat()
            $0.delivery()
        },
        VerdictCase("one-fragment-at-a-time", .pass, "two files at once") {
            $0.heartbeat()
            $0.duration = .milliseconds(1500)
            $0.upload("0")
            $0.upload("0", file: "b.xml", delivery: 2)
            $0.upload("1")
            $0.upload("1", file: "b.xml", delivery: 2)
        },
        VerdictCase("one-fragment-at-a-time", .fail, "the next before the answer", evidence: "was on its way") {
            $0.heartbeat()
            $0.duration = .seconds(5)
            $0.upload("0")
            $0.upload("1", .problem(409, "upload-busy"))
        },
        VerdictCase("one-fragment-at-a-time", .notExercised, "the same fragment, of a client that waited in vain") {
            $0.heartbeat()
            $0.duration = .seconds(5)
            $0.upload("0", .abandoned)
            $0.upload("0")
        },
    ]

    static let size = [
        VerdictCase("fragment-within-limit", .pass, "the largest") {
            $0.upload("0", bytes: 9_216_000)
        },
        VerdictCase("fragment-within-limit", .fail, "refused", evidence: "too large") {
            $0.upload("0", .problem(413, "fragment-too-large"), bytes: nil)
        },
        VerdictCase("fragment-within-limit", .fail, "above it, where the settings allow more") {
            $0.upload("0", bytes: 9_216_001)
        },
        VerdictCase("fragment-within-limit", .notExercised, "a fragment that broke off") {
            $0.upload("0", .broken, bytes: 500)
        },

        VerdictCase("fragment-full-size", .pass, "as SCB's client: full, rest, empty -1") {
            $0.upload("0", bytes: 9_216_000)
            $0.upload("1", bytes: 500)
            $0.upload("-1", bytes: 0)
        },
        VerdictCase("fragment-full-size", .pass, "the rest in -1") {
            $0.upload("0", bytes: 9_216_000)
            $0.upload("-1", bytes: 500)
        },
        VerdictCase("fragment-full-size", .fail, "a small one in the middle", evidence: "1000 bytes of 9216000") {
            $0.upload("0", bytes: 9_216_000)
            $0.upload("1", bytes: 1000)
            $0.upload("-1", bytes: 500)
        },
        VerdictCase("fragment-full-size", .notExercised, "a small file, as SCB's client sends it") {
            $0.upload("0", bytes: 500)
            $0.upload("-1", bytes: 0)
        },
        VerdictCase("fragment-full-size", .pass, "what broke off is not counted") {
            $0.upload("0", .broken, bytes: 17)
            $0.upload("0", bytes: 9_216_000)
            $0.upload("-1", bytes: 5)
        },
    ]

    static let closing = [
        VerdictCase("closing-sent", .pass, "-1") { $0.delivery() },
        VerdictCase("closing-sent", .fail, "the last fragment is numbered", evidence: "nothing came after fragment 1") {
            $0.upload("0")
            $0.upload("1")
        },
        VerdictCase("closing-sent", .notExercised, "still under way", isOver: false) {
            $0.upload("0")
            $0.upload("1")
        },
        VerdictCase("closing-sent", .notExercised, "a client that stopped because of trouble") {
            $0.upload("0")
            $0.upload("1", .problem(500, "storage-failed"))
        },

        VerdictCase("closing-content", .pass, "empty after all bytes") {
            $0.upload("0", bytes: 500)
            $0.upload("-1", bytes: 0)
        },
        VerdictCase("closing-content", .pass, "a whole small file") { $0.upload("-1", bytes: 500) },
        VerdictCase("closing-content", .fail, "an empty file", evidence: "had no bytes") {
            $0.upload("-1", .problem(400, "file-empty"), bytes: 0)
        },
        VerdictCase("closing-content", .fail, "the whole file again in -1", evidence: "as many as all fragments") {
            $0.upload("0", bytes: 500)
            $0.upload("-1", .problem(400, "file-not-well-formed"), bytes: 500)
        },
        VerdictCase(
            "closing-content",
            .notExercised,
            "nothing is there because fragment 0 failed, which is another matter"
        ) {
            $0.upload("0", .problem(503, "maintenance"), bytes: nil)
            $0.upload("-1", .problem(400, "file-empty"), bytes: 0)
        },
        VerdictCase("closing-content", .notExercised, "a file that is not well-formed by itself") {
            $0.upload("0", bytes: 500)
            $0.upload("-1", .problem(400, "file-not-well-formed"), bytes: 0)
        },
    ]
}
