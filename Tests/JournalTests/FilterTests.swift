import Domain
import Journal
import Testing

@Suite struct FilterTests {
    private let journal = Journal.example()

    /// What each key finds among the entries of ``record()``.
    @Test(arguments: [
        ("event", "handshake", [5]), ("event", "request", [1, 2, 3, 4]), ("user", "other", [4]),
        ("endpoint", "heartbeat", [1]), ("endpoint", "upload", [2, 3]), ("endpoint", "history", [4]),
        ("fragment", "-1", [3]), ("fragment", "0", [2]), ("fileName", "b.xml", [3]), ("fileName", "B.xml", []),
        ("organisation", "999000-0045", [2, 3]), ("program", "vinn", [2, 3]), ("program", "KRITA", []),
        ("format", "v40", [2, 3]), ("period", "2026-09-30", [2, 3]),
        ("delivery", "0B4D2C1E-0000-4000-8000-000000000001", [4]), ("status", "409", [3]),
        ("code", "upload-incomplete", [3]), ("code", "presented", [5]), ("outcome", "refused", [3, 5]),
        ("outcome", "abandoned", [2]), ("told", "inläst", [4]), ("told", "readIn", [4]),
        ("traceId", "00000000000000000000000000000001", [1]), ("injected", "flaky/late", [3]),
        ("injected", "flaky", [3]),
        ("injected", "fla", []), ("connection", "2", [2]),
    ])
    func eachKeyFindsItsEntries(_ key: String, _ text: String, _ numbers: [Int]) throws {
        self.record()
        var filter = JournalFilter()
        try filter.set(try #require(JournalFilter.Key(rawValue: key)), to: text)
        #expect(try self.journal.numbers(filter) == numbers)
    }

    private func record() {
        self.journal.record()
        self.journal.record(Example.upload("0"), connection: 2, .abandonedByClient)
        self.journal.record(
            Example.upload("-1", of: "b.xml"),
            injections: [Injection(rule: "flaky/late", what: "delay: 2s")],
            Example.answer(409, "upload-incomplete")
        )
        let call = RecordedCall.history(id: Example.delivery, text: Example.delivery.description)
        self.journal.record(call, user: "other", delivery: Example.delivery, status: .readIn)
        self.journal.recordHandshake()
    }

    @Test(arguments: [
        ("event", "x", "event: 'x' was found; one of request, handshake is allowed."),
        ("endpoint", "file", "endpoint: 'file' was found; one of heartbeat, upload, history is allowed."),
        ("fragment", "1.5", "fragment: '1.5' was found; an integer from -1 to 2147483647 is allowed."),
        ("organisation", "12", "organisation: '12' was found; a number of 10 digits, or NNNNNN-NNNN, is allowed."),
        ("program", "X", "program: 'X' was found; VINN or KRITA is allowed."),
        ("period", "2026-02-30", "period: '2026-02-30' was found; a date that exists, YYYY-MM-DD, is allowed."),
        ("delivery", "1", "delivery: '1' was found; a GUID is allowed."),
        ("status", "1000", "status: '1000' was found; an integer from 100 to 999 is allowed."),
        ("outcome", "ok", "outcome: 'ok' was found; one of accepted, refused, broken, abandoned is allowed."),
        (
            "told", "Klar",
            "told: 'Klar' was found; one of Ej Påbörjad, Bearbetar, Systemfel, Inläst, Ej Inläst, Inläst med fel is "
                + "allowed."
        ),
        ("connection", "0", "connection: '0' was found; an integer from 1 is allowed."),
    ])
    func aWordThatMeansNothingIsNamed(_ key: String, _ text: String, _ message: String) throws {
        var filter = JournalFilter()
        let key = try #require(JournalFilter.Key(rawValue: key))
        let mistake = #expect(throws: JournalFilterMistake.self) { try filter.set(key, to: text) }
        #expect(mistake?.description == message)
        #expect(filter == JournalFilter())
    }
}
