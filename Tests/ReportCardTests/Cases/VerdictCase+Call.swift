import Domain
import Foundation
import Journal
import ReportCard

extension VerdictCase {
    static let call = paths + words + rights

    private static let paths = [
        VerdictCase("documented-calls", .pass, "the three") {
            $0.heartbeat()
            $0.delivery()
        },
        VerdictCase("documented-calls", .fail, "another path", evidence: "GET /m2m/v2/status was answered 404") {
            $0.other("GET", "status", .problem(404, "path-not-found"))
        },
        VerdictCase("documented-calls", .fail, "another method") {
            $0.other("PUT", "file/0", .problem(405, "method-not-allowed"))
        },
        VerdictCase("documented-calls", .notExercised, "a request that could not be read") {
            $0.other("?", "", .problem(400, "request-malformed"))
        },

        VerdictCase("no-version-1", .pass, "version 2") { $0.heartbeat() },
        VerdictCase("no-version-1", .fail, "version 1") {
            $0.heartbeat()
            $0.other("GET", "heartbeat", .problem(410, "version-1-ended"))
        },
        VerdictCase("no-version-1", .notExercised, "neither") {
            $0.other("GET", "status", .problem(404, "path-not-found"))
        },

        VerdictCase("form-with-file", .pass, "a form") { $0.upload("-1") },
        VerdictCase("form-with-file", .fail, "bare bytes", evidence: "media-type-unsupported") {
            $0.upload("-1", .problem(415, "media-type-unsupported"), bytes: nil)
        },
        VerdictCase("form-with-file", .fail, "a part of another name") {
            $0.upload("-1", .problem(400, "file-part-missing"), bytes: nil)
        },
        VerdictCase("form-with-file", .notExercised, "refused before it was read") {
            $0.upload("-1", .problem(401, "session-missing"), bytes: nil)
        },
    ]

    private static let words = [
        VerdictCase("parameters-valid", .pass, "as documented") { $0.upload("-1") },
        VerdictCase("parameters-valid", .fail, "no date", evidence: "reference-period-invalid") {
            $0.upload("-1", .problem(400, "reference-period-invalid"), raw: { $0.referencePeriod = "2026-13-01" })
        },
        VerdictCase("parameters-valid", .notExercised, "no file") { $0.heartbeat() },

        VerdictCase("ascii-minus", .pass, "-1") { $0.upload("-1") },
        VerdictCase("ascii-minus", .fail, "refused", evidence: "U+2212") {
            $0.upload("\u{2212}1", .problem(400, "fragment-unicode-minus"))
        },
        VerdictCase("ascii-minus", .fail, "tolerated") { $0.upload("\u{2212}1") },
        VerdictCase("ascii-minus", .notExercised, "no -1") { $0.upload("0") },

        VerdictCase("organisation-number", .pass, "right") { $0.upload("-1") },
        VerdictCase("organisation-number", .pass, "with a hyphen") {
            $0.upload("-1", raw: { $0.organisationNumber = "999000-0045" })
        },
        VerdictCase("organisation-number", .fail, "a wrong digit", evidence: "9990000046 has a wrong check digit") {
            $0.upload("-1", raw: { $0.organisationNumber = "9990000046" })
        },
        VerdictCase("organisation-number", .notExercised, "none") { $0.heartbeat() },

        VerdictCase("names-as-registered", .pass, "as registered") { $0.upload("-1") },
        VerdictCase("names-as-registered", .fail, "another case", evidence: "vinn/v40; registered: VINN/V40") {
            $0.upload(
                "-1",
                raw: {
                    $0.statisticalProgram = "vinn"
                    $0.fileFormat = "v40"
                }
            )
        },
        VerdictCase("names-as-registered", .notExercised, "an unknown format is another matter") {
            $0.upload("-1", .problem(400, "file-format-unknown"), raw: { $0.fileFormat = "V41" })
        },
    ]

    private static let rights = [
        VerdictCase("within-grants", .pass, "granted") { $0.upload("-1") },
        VerdictCase("within-grants", .fail, "another organisation", evidence: "organisation-not-granted") {
            $0.upload("-1", .problem(403, "organisation-not-granted"))
        },
        VerdictCase("within-grants", .notExercised, "refused before that was looked at") {
            $0.upload("-1", .problem(401, "session-missing"))
        },
    ]
}
