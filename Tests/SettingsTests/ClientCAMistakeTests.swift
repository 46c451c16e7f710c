import Testing

@Suite struct ClientCAMistakeTests {
    @Test(
        "Mistakes in the CA of others",
        arguments: [
            MistakeCase(
                clientCA: "{file: ca.pem}",
                "6:16: environments.test.client-ca.trust-foreign-ca: found no such key; "
                    + "allowed: \(MistakeCase.trustForeignCA)."
            ),
            MistakeCase(
                clientCA: "{file: ca.pem, trust-foreign-ca: false}",
                "6:49: environments.test.client-ca.trust-foreign-ca: found 'false'; "
                    + "allowed: \(MistakeCase.trustForeignCA)."
            ),
            MistakeCase(
                clientCA: "{trust-foreign-ca: true}",
                "6:16: environments.test.client-ca.file: found no such key; allowed: the path of a file, on one line."
            ),
            MistakeCase(
                clientCA: "{file: '', trust-foreign-ca: true}",
                "6:23: environments.test.client-ca.file: found ''; allowed: the path of a file, on one line."
            ),
            MistakeCase(
                clientCA: "{file: ca.pem, crl: \"a\\nb\", trust-foreign-ca: true}",
                "6:36: environments.test.client-ca.crl: found 'a\\nb'; allowed: the path of a file, on one line."
            ),
            MistakeCase(
                clientCA: "ca.pem",
                "6:16: environments.test.client-ca: found 'ca.pem'; "
                    + "allowed: a map with keys among file, crl, trust-foreign-ca."
            ),
        ]
    )
    func clientCA(_ example: MistakeCase) { example.check() }
}

extension MistakeCase {
    /// - Parameter text: of the key `client-ca` in the example's environment.
    fileprivate init(clientCA text: String, _ message: String) {
        self.init("    users:\n", "    client-ca: \(text)\n    users:\n", message)
    }

    fileprivate static let trustForeignCA =
        "true, which says that certificates of a CA that the emulator did not make are to be trusted; "
        + "to trust none, leave 'client-ca' out"
}
