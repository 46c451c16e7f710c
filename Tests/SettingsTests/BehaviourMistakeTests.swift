import Testing

@Suite struct BehaviourMistakeTests {
    @Test(
        "Mistakes at the top of the file",
        arguments: [
            MistakeCase(
                "formats:\n",
                "format:\n",
                "16:1: found the unknown key 'format'; "
                    + "allowed: environments, formats, processing-delay, session, "
                    + "unicode-minus, uploads, limits, certificates. Did you mean 'formats'?"
            ),
            MistakeCase(
                "environments:\n",
                "environments:\n  production: {}\n",
                "2:3: environments: found the unknown key 'production'; allowed: test."
            ),
            MistakeCase(
                adding: "processing-delay: 25h",
                "20:19: processing-delay: found '25h'; "
                    + "allowed: a duration from 0ms to 24h, written like 250ms, 2s, 20min or 1h."
            ),
            MistakeCase(
                adding: "processing-delay: 2",
                "20:19: processing-delay: found '2'; "
                    + "allowed: a duration from 0ms to 24h, written like 250ms, 2s, 20min or 1h."
            ),
            MistakeCase(
                adding: "unicode-minus: acept",
                "20:16: unicode-minus: found 'acept'; "
                    + "allowed: refuse, accept. Did you mean 'accept'?"
            ),
            MistakeCase(
                adding: "session: required",
                "20:10: session: found 'required'; "
                    + "allowed: a map with keys among cookie, idle."
            ),
            MistakeCase(
                adding: "session: {cookie: needed}",
                "20:19: session.cookie: found 'needed'; allowed: required, optional."
            ),
            MistakeCase(
                adding: "session: {idle: 0s}",
                "20:17: session.idle: found '0s'; "
                    + "allowed: a duration from 1s to 24h, written like 250ms, 2s, 20min or 1h."
            ),
            MistakeCase(
                adding: "uploads: {abandon-after: 169h}",
                "20:26: uploads.abandon-after: found '169h'; "
                    + "allowed: a duration from 1s to 168h, written like 250ms, 2s, 20min or 1h."
            ),
            MistakeCase(
                adding: "certificates: {p12-password: lösenord}",
                "20:30: certificates.p12-password: found 'lösenord'; "
                    + "allowed: 1 to 64 printable ASCII characters."
            ),
            MistakeCase(
                adding: "certificates: {send-ca-names: on}",
                "20:31: certificates.send-ca-names: found 'on'; allowed: true, false."
            ),
            MistakeCase(
                adding: "limits:",
                "20:8: limits: found nothing; "
                    + "allowed: a map with keys among fragment-bytes, target-bytes, "
                    + "header-bytes, connections, sessions-per-certificate, uploads, handshake-timeout, "
                    + "request-timeout, idle-timeout, drain-bytes, drain-timeout, shutdown-grace."
            ),
        ]
    )
    func top(_ example: MistakeCase) { example.check() }

    @Test(
        "Limits out of their range",
        arguments: [
            ("fragment-bytes", "0", "1 to 1GiB"),
            ("fragment-bytes", "1073741825", "1 to 1GiB"),
            ("target-bytes", "255", "256 to 80KiB"),
            ("target-bytes", "81KiB", "256 to 80KiB"),
            ("header-bytes", "1023", "1KiB to 80KiB"),
            ("header-bytes", "81921", "1KiB to 80KiB"),
            ("drain-bytes", "1025MiB", "0 to 1GiB"),
        ]
    )
    func sizes(key: String, value: String, range: String) {
        let allowed = "a size from \(range), written like 4096, 64KiB or 1MiB"
        MistakeCase.limit(key, value, allowed: allowed).check()
    }

    @Test(
        "Numbers out of their range",
        arguments: [
            ("connections", "0", "1 to 65536"),
            ("connections", "65537", "1 to 65536"),
            ("sessions-per-certificate", "0", "1 to 10000"),
            ("sessions-per-certificate", "10001", "1 to 10000"),
            ("uploads", "0", "1 to 100000"),
            ("uploads", "100001", "1 to 100000"),
        ]
    )
    func numbers(key: String, value: String, range: String) {
        MistakeCase.limit(key, value, allowed: "a whole number from \(range)").check()
    }

    @Test(
        "Times out of their range",
        arguments: [
            ("handshake-timeout", "9ms", "10ms to 1h"),
            ("handshake-timeout", "61min", "10ms to 1h"),
            ("request-timeout", "0s", "10ms to 1h"),
            ("request-timeout", "2h", "10ms to 1h"),
            ("idle-timeout", "9ms", "10ms to 24h"),
            ("idle-timeout", "25h", "10ms to 24h"),
            ("drain-timeout", "9ms", "10ms to 1h"),
            ("drain-timeout", "61min", "10ms to 1h"),
            ("shutdown-grace", "61min", "0ms to 1h"),
        ]
    )
    func times(key: String, value: String, range: String) {
        let allowed = "a duration from \(range), written like 250ms, 2s, 20min or 1h"
        MistakeCase.limit(key, value, allowed: allowed).check()
    }
}

extension MistakeCase {
    fileprivate static func limit(_ key: String, _ value: String, allowed: String) -> MistakeCase {
        MistakeCase(
            adding: "limits: {\(key): \(value)}",
            "20:\(12 + key.count): limits.\(key): found '\(value)'; allowed: \(allowed)."
        )
    }
}
