import Domain
import Foundation
import Journal
import ReportCard
import Testing

@Suite("A card in its forms")
struct RendererTests {
    /// One call without a session, whose file's name has what HTML and XML must escape.
    private static let card: ReportCard = {
        var traffic = Traffic()
        traffic.upload("-1", .problem(401, "session-missing"), file: "a<b>&\"\u{1}.xml", session: nil)
        return ReportCard(traffic.entries, context: CardContext(now: traffic.time, isOver: true))
    }()

    private static func row(_ id: String, in card: ReportCard) throws -> ReportCard.Row {
        try #require(card.row(id))
    }

    @Test("JSON: the documented members of a card and of a row; read back, it is the same card")
    func json() throws {
        let data = try Self.card.json()
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let members = [
            "certificates", "client", "counts", "environment", "failedHandshakes", "from", "requests", "rows", "to",
            "verdict",
        ]
        #expect(object.keys.sorted() == members)
        #expect(object["verdict"] as? String == "fail")
        let rows = try #require(object["rows"] as? [[String: Any]])
        #expect(rows.count == Requirement.all.count)
        let row = try #require(rows.first { $0["id"] as? String == "heartbeat-before-upload" })
        #expect(
            row.keys.sorted() == [
                "advice", "evidence", "evidenceCount", "id", "origin", "requirement", "title", "verdict",
            ]
        )
        #expect(row["origin"] as? [String: String] == ["kind": "D", "source": "2.2.2 step 1"])
        let evidence = try #require((row["evidence"] as? [[String: Any]])?.first)
        #expect(evidence["traceId"] as? String == Example.traceID(1))
        #expect(evidence["entry"] as? Int == 1)
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        #expect(try decoder.decode(ReportCard.self, from: data) == Self.card)
    }

    @Test("JUnit: exactly these lines for a failure, a pass and a skipped row")
    func junit() throws {
        let text = String(decoding: Self.card.junit(), as: UTF8.self)
        let counts = Self.card.counts
        #expect(
            text.hasPrefix(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="m2m-emulator" tests="\(Requirement.all.count)" failures="\(counts.fail)" errors="0" \
                skipped="\(counts.notExercised)">
                  <testsuite name="report card of demo"
                """
            )
        )
        let failure = """
                <testcase classname="m2m.report-card" name="heartbeat-before-upload: Heartbeat before the first fragment">
                  <failure message="fragment -1 of 'a&lt;b&gt;&amp;&quot;\u{FFFD}.xml' came without a heartbeat before it" \
            type="requirement">A file is sent after a heartbeat that was answered 200. (D, 2.2.2 step 1)
            - fragment -1 of 'a&lt;b&gt;&amp;"\u{FFFD}.xml' came without a heartbeat before it \
            (trace \(Example.traceID(1)))
            What to do: Call GET /m2m/v2/heartbeat before the first fragment of a run, and go on only when it was answered \
            200.</failure>
                </testcase>
            """
        #expect(text.contains(failure), "\(text)")
        #expect(text.contains("    <testcase classname=\"m2m.report-card\" name=\"tls-version: TLS 1.2 or 1.3\"/>\n"))
        #expect(text.contains("      <skipped message=\"not exercised by this traffic\"/>\n"))
    }

    @Test("HTML: what a client wrote is text, statuses are SCB's, and nothing is fetched")
    func html() throws {
        var traffic = Traffic()
        traffic.upload("-1", file: "<script>alert(1)</script>.xml")
        traffic.history(1, .stopped)
        let page = ReportCard(traffic.entries, context: CardContext(now: traffic.time, isOver: true))
            .html(trials: [CardTrial(name: "a", title: "A & B", hasPassed: false, text: "It ended with 1.")])
        #expect(!page.contains("<script>"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;.xml"))
        #expect(page.contains("Ej Inläst"))
        #expect(page.contains("A &amp; B"))
        #expect(!page.contains("{{"))
        for word in ["src=", "href=", "@import", "url("] { #expect(!page.contains(word), "\(word)") }
        for requirement in Requirement.all { #expect(page.contains("<code>\(requirement.id)</code>")) }
    }

    @Test("The terminal's table keeps to its width and has colours only when asked", arguments: [60, 80, 100, 200])
    func table(_ width: Int) {
        let text = Self.card.text(width: width)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(text)")
        #expect(!text.contains("\u{1B}"))
        #expect(Self.card.text(width: width, hasColours: true).contains("\u{1B}[31mFAIL"))
    }

    @Test("The terminal's table, line by line")
    func lines() throws {
        let lines = Self.card.text(width: 100).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let counts = Self.card.counts
        #expect(
            lines[0] == "Report card of demo, test, from 1 request: \(counts.fail) failed, \(counts.pass) passed, "
                + "\(counts.notExercised) not exercised."
        )
        #expect(lines[1] == "")
        #expect(lines.contains("FAIL           D   heartbeat-before-upload     Heartbeat before the first fragment"))
        #expect(
            lines.contains(
                "not exercised  A   no-second-delivery          No second delivery of a file after a lost answer to"
            )
        )
        #expect(lines.contains("                                               -1"))
        let detail = try #require(lines.firstIndex(of: "FAIL  heartbeat-before-upload  (D, 2.2.2 step 1)"))
        #expect(lines[detail + 1] == "      A file is sent after a heartbeat that was answered 200.")
        #expect(lines[detail + 2].hasPrefix("      - fragment -1 of 'a<b>&\""))
        #expect(lines[detail + 3].hasPrefix("        "))
    }

    @Test("Cards of several runs: failed in one is failed, passed in one and failed in none is passed")
    func combined() throws {
        var good = Traffic()
        good.heartbeat()
        good.delivery()
        let passed = ReportCard(good.entries, context: CardContext(now: good.time, isOver: true))
        let both = ReportCard(of: "client", combining: [("one", passed), ("two", Self.card)])
        let row = try Self.row("heartbeat-before-upload", in: both)
        #expect(row.verdict == .fail)
        #expect(row.evidence.map(\.text).first?.hasPrefix("two: fragment -1") == true)
        #expect(try Self.row("fragments-in-order", in: both).verdict == .pass)
        #expect(try Self.row("server-verified", in: both).verdict == .notExercised)
        #expect(both.requests == passed.requests + 1)
        #expect(both.certificates.count == 1)
    }

    @Test("A row keeps 20 lines of evidence and says how many there are")
    func bounded() throws {
        var traffic = Traffic()
        for number in 1...25 { traffic.upload("-1", .problem(401, "session-missing"), session: nil, delivery: number) }
        let card = ReportCard(traffic.entries, context: CardContext(now: traffic.time, isOver: true))
        let row = try Self.row("heartbeat-before-upload", in: card)
        #expect(row.evidence.count == ReportCard.mostEvidence)
        #expect(row.evidenceCount == 25)
        #expect(card.text().contains("- and 5 more"))
    }
}
