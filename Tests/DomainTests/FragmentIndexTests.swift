import Domain
import Testing

@Suite("A fragment's index")
struct FragmentIndexTests {
    @Test(
        "An integer from -1 is an index, written in any way that .NET reads",
        arguments: [
            ("0", FragmentIndex.numbered(0)), ("1", .numbered(1)), ("10", .numbered(10)), ("00", .numbered(0)),
            ("007", .numbered(7)), ("-0", .numbered(0)), ("2147483647", .numbered(2_147_483_647)),
            ("-1", .closing), ("-01", .closing),
        ]
    )
    func accepted(text: String, index: FragmentIndex) {
        #expect(FragmentIndex(text) == index)
    }

    @Test(
        "Anything else is no index",
        arguments: [
            "", " ", "-", "--1", "-2", "-2147483648", "2147483648", "-2147483649", "99999999999999999999", "+1", " 1",
            "1 ", "1.0", "1e3", "0x1", "1-", "a", "\u{2212}1", "\u{2013}1", "١", "１", "1\u{0}",
        ]
    )
    func refused(text: String) {
        #expect(FragmentIndex(text) == nil)
    }

    @Test("An index shows as a client writes it", arguments: ["-1", "0", "12"])
    func description(text: String) {
        #expect(FragmentIndex(text)?.description == text)
    }
}
