import Testing

@Suite struct BehaviourMistakeTests {
    @Test(
        "Mistakes at the top of the file",
        arguments: [
            MistakeCase(
                "formats:\n",
                "format:\n",
                "16:1: found the unknown key 'format'; "
                    + "allowed: environments, formats, profile, processing-delay, session, unicode-minus, "
                    + "organisation-check-digit, uploads, validation, answers, journal, limits, tls, certificates. Did you mean 'formats'?"
            ),
            MistakeCase(
                "environments:\n",
                "environments:\n  prodution: {}\n",
                "2:3: environments: found the unknown key 'prodution'; "
                    + "allowed: test, production. Did you mean 'production'?"
            ),
            MistakeCase(
                adding: "processing-delay: 25h",
                "20:19: processing-delay: found '25h'; "
                    + "allowed: a duration from 0ms to 1d, written like 250ms, 2s, 20min, 1h or 60d."
            ),
            MistakeCase(
                adding: "processing-delay: 2",
                "20:19: processing-delay: found '2'; "
                    + "allowed: a duration from 0ms to 1d, written like 250ms, 2s, 20min, 1h or 60d."
            ),
            MistakeCase(
                adding: "unicode-minus: acept",
                "20:16: unicode-minus: found 'acept'; "
                    + "allowed: refuse, accept. Did you mean 'accept'?"
            ),
            MistakeCase(
                adding: "profile: pedantisk",
                "20:10: profile: found 'pedantisk'; "
                    + "allowed: documented, lenient, pedantic. Did you mean 'pedantic'?"
            ),
            MistakeCase(
                adding: "organisation-check-digit: flag",
                "20:27: organisation-check-digit: found 'flag'; allowed: refuse, accept."
            ),
            MistakeCase(
                adding: "uploads: {repeats: refused}",
                "20:20: uploads.repeats: found 'refused'; allowed: refuse, accept. Did you mean 'refuse'?"
            ),
            MistakeCase(
                adding: "answers: {variants: [indented, fil_id]}",
                "20:32: answers.variants[1]: found 'fil_id'; allowed: fil-id, ej-inlast-lower, pagar, camel-case, "
                    + "other-order, extra-properties, escaped-non-ascii, indented, upper-case-ids, seven-digits, "
                    + "whole-seconds, utc-submission-date, no-charset, chunked, more-cookies. Did you mean 'fil-id'?"
            ),
            MistakeCase(
                adding: "answers: {variants: [pagar, chunked, pagar]}",
                "20:38: answers.variants[2]: found 'pagar' again, after answers.variants[0] on line 20; "
                    + "allowed: each variant once."
            ),
            MistakeCase(
                adding: "answers: {variants: []}",
                "20:21: answers.variants: found an empty list; "
                    + "allowed: a list of at least one item, each a variant of the answers."
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
                    + "allowed: a duration from 1s to 1d, written like 250ms, 2s, 20min, 1h or 60d."
            ),
            MistakeCase(
                adding: "uploads: {abandon-after: 169h}",
                "20:26: uploads.abandon-after: found '169h'; "
                    + "allowed: a duration from 1s to 7d, written like 250ms, 2s, 20min, 1h or 60d."
            ),
            MistakeCase(
                adding: "certificates: {p12-password: lösenord}",
                "20:30: certificates.p12-password: found 'lösenord'; "
                    + "allowed: 1 to 64 printable ASCII characters."
            ),
            MistakeCase(
                adding: "certificates: {send-ca-names: true}",
                "20:16: certificates: found the unknown key 'send-ca-names'; "
                    + "allowed: p12-password, revocation-list, expiry-warning, expiry-header."
            ),
            MistakeCase(
                adding: "certificates: {revocation-list: ignore}",
                "20:33: certificates.revocation-list: found 'ignore'; allowed: warn, require."
            ),
            MistakeCase(
                adding: "certificates: {expiry-warning: 801d}",
                "20:32: certificates.expiry-warning: found '801d'; "
                    + "allowed: a duration from 0ms to 800d, written like 250ms, 2s, 20min, 1h or 60d."
            ),
            MistakeCase(
                adding: "certificates: {expiry-header: off}",
                "20:31: certificates.expiry-header: found 'off'; allowed: true, false."
            ),
            MistakeCase(
                adding: "tls: {versions: 1.1}",
                "20:17: tls.versions: found '1.1'; allowed: both, 1.2, 1.3. Did you mean '1.2'?"
            ),
            MistakeCase(
                adding: "tls: {versions: [1.2, 1.3]}",
                "20:17: tls.versions: found a list; allowed: both, 1.2, 1.3."
            ),
            MistakeCase(
                adding: "tls: {refusal: rejct}",
                "20:16: tls.refusal: found 'rejct'; allowed: explain, reject. Did you mean 'reject'?"
            ),
            MistakeCase(
                adding: "tls: {server-certificate: selfsigned}",
                "20:27: tls.server-certificate: found 'selfsigned'; allowed: valid, expired, not-yet-valid, "
                    + "self-signed, wrong-host, untrusted. Did you mean 'self-signed'?"
            ),
            MistakeCase(
                adding: "tls: {send-ca-names: on}",
                "20:22: tls.send-ca-names: found 'on'; allowed: true, false."
            ),
            MistakeCase(
                adding: "tls: 1.3",
                "20:6: tls: found '1.3'; allowed: a map with keys among versions, refusal, server-certificate, "
                    + "send-ca-names."
            ),
            MistakeCase(
                adding: "limits:",
                "20:8: limits: found nothing; "
                    + "allowed: a map with keys among fragment-bytes, target-bytes, "
                    + "header-bytes, client-certificate-bytes, connections, sessions-per-certificate, uploads, sandboxes, handshake-timeout, "
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
            ("client-certificate-bytes", "1023", "1KiB to 1MiB"),
            ("client-certificate-bytes", "2MiB", "1KiB to 1MiB"),
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
            ("idle-timeout", "9ms", "10ms to 1d"),
            ("idle-timeout", "25h", "10ms to 1d"),
            ("drain-timeout", "9ms", "10ms to 1h"),
            ("drain-timeout", "61min", "10ms to 1h"),
            ("shutdown-grace", "61min", "0ms to 1h"),
        ]
    )
    func times(key: String, value: String, range: String) {
        let allowed = "a duration from \(range), written like 250ms, 2s, 20min, 1h or 60d"
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
