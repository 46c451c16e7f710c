internal import Domain

/// The README.md of a fail set.
enum FailSetPage {
    static func text(_ heading: String, _ cases: [FailCase], _ environment: EnvironmentName) -> String {
        let rows = ([FailCase.missing] + cases).map(Self.row)
        return """
            \(heading)

            For trying how a client behaves when the emulator's \(environment) environment refuses its certificate. Made for \
            that alone; not one of them is to be trusted anywhere. Each has a `.crt` and a `.key` (PEM) and a `.p12`, whose \
            password is in `password`.

            | file | what is wrong | explain: the answer to every call | reject: the TLS alert in 1.3 / 1.2 |
            |---|---|---|---|
            \(rows.joined(separator: "\n"))

            - `explain` and `reject` are the two ways in which the emulator can refuse, see the settings. With `explain` the \
            handshake completes.
            - Under TLS 1.3 a client has finished its handshake before the server looks at its certificate: it sees the alert \
            only when it reads the first answer.
            - Some clients leave out a certificate that does not suit them, without a word: .NET one without clientAuth or \
            digitalSignature, Java one whose CA the server did not name. The emulator then sees none: `missing`.
            - Dates are told by the emulator's clock of the day the folder was made. `revoked` is refused as long as the \
            revocation list of that day is in use.

            """
    }

    private static func row(_ failCase: FailCase) -> String {
        let file = failCase == .missing ? "(none)" : "`\(failCase)`"
        let alert =
            failCase.alert.map { $0.tls13 == $0.tls12 ? $0.tls13 : "\($0.tls13) / \($0.tls12)" }
            ?? "none: answered as with explain"
        return "| \(file) | \(failCase.fault) | \(failCase.status) `\(failCase.code)` | \(alert) |"
    }
}
