import Settings
import Testing

@Suite struct JournalMistakeTests {
    @Test(
        "What a journal may keep has bounds",
        arguments: [
            ("{entries: -1}", "journal.entries: found '-1'; allowed: a whole number from 0 to 10000000."),
            (
                "{bytes: 1KiB}",
                "journal.bytes: found '1KiB'; allowed: a size from 1MiB to 16GiB, written like 4096, 64KiB or 1MiB."
            ),
            (
                "{sandbox: {entries: 0}}",
                "journal.sandbox.entries: found '0'; allowed: a whole number from 1 to 10000000."
            ),
            (
                "{sandbox: {bytes: 17GiB}}",
                "journal.sandbox.bytes: found '17GiB'; allowed: a size from 1MiB to 16GiB, written like 4096, 64KiB or 1MiB."
            ),
            (
                "{sandboxes: {}}",
                "journal: found the unknown key 'sandboxes'; allowed: entries, bytes, sandbox. Did you mean 'sandbox'?"
            ),
        ]
    )
    func bounds(_ text: String, message: String) {
        let mistakes = Example.mistakes(of: Example.text + "journal: \(text)\n")
        #expect(mistakes.map { $0.replacing(#/^settings.yaml:[0-9]+:[0-9]+: /#, with: "") } == [message])
    }

    @Test("What is written is what is taken")
    func values() throws {
        let text = Example.text + "journal: {entries: 0, bytes: 2MiB, sandbox: {entries: 7, bytes: 3MiB}}\n"
        let journal = try Settings.parse(text, file: "settings.yaml").journal
        #expect((journal.entries, journal.bytes) == (0, 2 << 20))
        #expect((journal.sandbox.entries, journal.sandbox.bytes) == (7, 3 << 20))
    }
}
