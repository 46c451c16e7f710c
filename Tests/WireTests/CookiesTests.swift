import Testing
import Wire

@Suite("Cookies")
struct CookiesTests {
    @Test(
        "The values of one name, in the order sent",
        arguments: [
            (["a=b"], ["b"]),
            (["x=1; a=b; y=2"], ["b"]),
            (["a=1; a=2"], ["1", "2"]),
            (["a=1", "b=2; a=3"], ["1", "3"]),
            (["a=1;a=2"], ["1", "2"]),
            (["  a= 1 ;  "], ["1"]),
            (["a=b=c=="], ["b=c=="]),
            (["a="], [""]),
            (["a=\"quoted\""], ["\"quoted\""]),
            (["a=å"], ["å"]),
        ] as [([String], [String])]
    )
    func values(fields: [String], expected: [String]) {
        #expect(Cookies.values(of: "a", in: fields) == expected)
    }

    @Test(
        "Another name, another case, or no equals sign right after the name is another cookie or none",
        arguments: ["", ";", "a", "a =1", "A=1", "aa=1", "b=a=1", "=1", "x; ;;a"]
    )
    func none(_ field: String) {
        #expect(Cookies.values(of: "a", in: [field]) == [])
    }

    @Test("No field, no value")
    func noField() {
        #expect(Cookies.values(of: "a", in: []) == [])
    }
}
