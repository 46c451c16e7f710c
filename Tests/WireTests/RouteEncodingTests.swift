import Domain
import Testing
import Wire

@Suite("Route: percent-encoding in the words of a path")
struct RouteEncodingTests {
    @Test(
        "File names as SCB's .NET client writes them",
        arguments: [
            ("V40_Fiktivt.xml", "V40_Fiktivt.xml"),
            ("Innehav%20mars%20%C3%A5%C3%A4%C3%B6.xml", "Innehav mars åäö.xml"),
            ("50%25.xml", "50%.xml"),
            ("a+b&c=d;e,f'(g)[h]:i@j!k$l*.xml", "a+b&c=d;e,f'(g)[h]:i@j!k$l*.xml"),
            ("%61%2e%78%6D%6c", "a.xml"),
            ("..xml", "..xml"),
        ]
    )
    func fileName(encoded: String, name: String) throws {
        #expect(try Self.fileName(encoded) == name)
    }

    @Test("A name that was cut at '#' loses the rest, and its slash with it")
    func cutAtHash() throws {
        #expect(try Self.fileName("C") == "C")
        let target = Self.target("C#.xml") + "3"
        #expect(try Route(method: "POST", target: target) == .upload(.holdings(fileName: "C")))
    }

    @Test("A name with '?' loses the rest to the query")
    func cutAtQuestionMark() throws {
        #expect(try Route(method: "POST", target: Self.target("q?x.xml")) == .upload(.holdings(fileName: "q")))
    }

    @Test(
        "An encoded slash stays as it is written",
        arguments: [
            ("a%2Fb", "a%2Fb"), ("a%2fb", "a%2fb"), ("%2F%C3%A5%2F", "%2Få%2F"), ("a%252Fb", "a%2Fb"),
            ("a%2F\u{301}%20", "a%2F\u{301} "),
        ]
    )
    func encodedSlash(encoded: String, name: String) throws {
        #expect(try Self.fileName(encoded) == name)
    }

    @Test("Encoded letters of the fixed words are not decoded")
    func fixedWords() {
        #expect(throws: Problem.pathNotFound("/m2m/v2/%68eartbeat")) {
            try Route(method: "GET", target: "/m2m/v2/%68eartbeat")
        }
    }

    @Test(
        "What does not decode to UTF-8 is refused and shown as it was written",
        arguments: ["50%.xml", "%", "%4", "%zz", "a%G0", "%C3", "%C3%28", "%FF", "%ED%A0%80", "%C0%AF", "%C3.xml%A5"]
    )
    func invalid(_ word: String) {
        #expect(throws: Problem.pathEncodingInvalid(word)) { try Self.fileName(word) }
        #expect(throws: Problem.pathEncodingInvalid(word)) {
            try Route(method: "GET", target: "/m2m/v2/history/\(word)")
        }
    }

    @Test("The first word that does not decode is the one told", arguments: 0..<7)
    func everyWordIsDecoded(_ index: Int) {
        var words = Array(repeating: "%C3%A5", count: 7)
        words[index] = "bad%"
        let target = "/m2m/v2/file/" + words.joined(separator: "/")
        #expect(throws: Problem.pathEncodingInvalid("bad%")) { try Route(method: "POST", target: target) }
    }

    private static func target(_ fileName: String) -> String {
        "/m2m/v2/file/0/9990000045/VINN/2022-06-30/V40/\(fileName)/"
    }

    private static func fileName(_ encoded: String) throws -> String? {
        guard case .upload(let raw) = try Route(method: "POST", target: self.target(encoded)) else { return nil }
        return raw.fileName
    }
}
