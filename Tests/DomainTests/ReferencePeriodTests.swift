import Domain
import Testing

@Suite("A reference period")
struct ReferencePeriodTests {
    @Test(
        "A day that exists is taken as it is written",
        arguments: [
            "2026-09-30", "2024-02-29", "2000-02-29", "2026-01-01", "2026-12-31", "0001-01-01", "9999-12-31",
            // The Gregorian calendar goes back without a seam, as in ISO 8601 and .NET.
            "1582-10-10",
        ]
    )
    func real(text: String) {
        #expect(ReferencePeriod(text)?.text == text)
        #expect(ReferencePeriod(text)?.description == text)
    }

    @Test(
        "A day that does not exist is refused",
        arguments: [
            "2023-02-29", "1900-02-29", "2100-02-29", "2026-04-31", "2026-02-30", "2026-13-01", "2026-00-10",
            "2026-01-00", "2026-01-32", "0000-01-01", "0000-02-29", "1500-02-29",
        ]
    )
    func unreal(text: String) {
        #expect(ReferencePeriod(text) == nil)
    }

    @Test(
        "Another way of writing is refused",
        arguments: [
            "", "2026", "2026-09", "20260930", "26-09-30", "2026-9-30", "2026-09-3", "2026/09/30", "30-09-2026",
            "2026-09-30T00:00:00", "2026-09-30 ", " 2026-09-30", "2026-09-3x", "-026-09-30", "2026--9-30",
            "2026-+9-30", "+026-09-30", "2026\u{2212}09\u{2212}30", "٢٠٢٦-٠٩-٣٠", "２０２６-09-30", "2026-09-٣",
        ]
    )
    func otherForm(text: String) {
        #expect(ReferencePeriod(text) == nil)
    }
}
