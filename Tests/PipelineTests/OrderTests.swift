import Domain
import Testing

@testable import Pipeline

@Suite("The order of fragments")
struct OrderTests {
    let installation: Installation

    init() throws { self.installation = try Installation() }

    @Test("Fragments in order make the file, and every answer names the same delivery")
    func inOrder() throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            #expect(try client.answer("1", "b") == .stored(id))
            #expect(try client.answer("2", "ccc") == .stored(id))
            #expect(try client.status(id) == .processing)
            #expect(try client.answer("-1", "</a>") == .stored(id))
            #expect(self.installation.content(of: id) == "<a>bccc</a>")
        }
    }

    @Test("-1 may be empty, as SCB's client sends it, and so may a numbered fragment")
    func empty() throws {
        try self.installation.run { client throws in
            let id = try client.deliver("<a>", "", "</a>", "")
            #expect(self.installation.content(of: id) == "<a></a>")
        }
    }

    @Test("Bytes may come in any portions")
    func portions() throws {
        try self.installation.run { client throws in
            let receipt = try client.begin("0")
            for portion in ["<", "", "a", ">"] { try receipt.append(portion) }
            let id = try client.finish(receipt).id
            try client.send("-1", "</a>")
            #expect(self.installation.content(of: id) == "<a></a>")
        }
    }

    @Test(
        "An index that is not the next is refused, and the answer names the one expected",
        arguments: [(0, "1"), (0, "2147483647"), (1, "2"), (2, "3"), (3, "1"), (3, "5")]
    )
    func wrongIndex(stored: Int, sent: String) throws {
        try self.installation.run { client throws in
            for index in 0..<stored { try client.send(String(index), "<a>\(index)") }
            let problem = #expect(throws: Problem.self) { try client.send(sent, "x") }
            let index = try #require(FragmentIndex(sent))
            #expect(problem == .fragmentOutOfOrder(index, expected: stored, fileName: "file.xml"))
        }
    }

    @Test("The latest fragment again with the same bytes is acknowledged again and noted")
    func repeated() throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            try client.send("1", "b")
            for _ in 0..<2 {
                #expect(try client.answer("1", "b") == .stored(id, notes: ["fragment-repeated"]))
            }
            #expect(try client.answer("2", "</a>") == .stored(id))
            #expect(try client.answer("2", "</a>") == .stored(id, notes: ["fragment-repeated"]))
            try client.send("-1", "")
            #expect(self.installation.content(of: id) == "<a>b</a>")
        }
    }

    @Test("A repeated fragment that breaks off changes nothing")
    func repeatBroken() throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            try client.send("1", "b")
            try client.breakOff("1", after: "something else")
            #expect(try client.answer("-1", "</a>") == .stored(id))
            #expect(self.installation.content(of: id) == "<a>b</a>")
        }
    }

    @Test(
        "The latest fragment again with other bytes is refused, and the file goes on as it was",
        arguments: ["c", ""]
    )
    func differs(content: String) throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            try client.send("1", "b")
            let problem = #expect(throws: Problem.self) { try client.send("1", content) }
            #expect(problem == .fragmentDiffers(.numbered(1), fileName: "file.xml"))
            #expect(try client.answer("-1", "</a>") == .stored(id))
            #expect(self.installation.content(of: id) == "<a>b</a>")
        }
    }

    @Test("Fragment 0 again with the same bytes, before any other, is the same upload")
    func zeroRepeated() throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            for _ in 0..<2 {
                #expect(try client.answer("0", "<a>") == .stored(id, notes: ["fragment-repeated"]))
            }
            #expect(try self.installation.files == [id.description])
            #expect(try client.answer("-1", "</a>") == .stored(id))
            #expect(self.installation.content(of: id) == "<a></a>")
        }
    }

    @Test("Fragment 0 again with other bytes is a new upload; of the old one nothing is left")
    func zeroDiffers() throws {
        try self.installation.run { client throws in
            let old = try client.send("0", "<a>").id
            let new = try client.send("0", "<b>").id
            #expect(new != old)
            #expect(try client.status(old) == nil)
            #expect(try client.status(new) == .processing)
            #expect(try self.installation.files == [new.description])
            #expect(try client.answer("-1", "</b>") == .stored(new))
            #expect(self.installation.content(of: new) == "<b></b>")
        }
    }

    @Test("Until the new fragment 0 has come whole, the old upload is still in history")
    func zeroUnderWay() throws {
        try self.installation.run { client throws in
            let old = try client.send("0", "<a>").id
            let receipt = try client.begin("0")
            try receipt.append("<b")
            #expect(try client.status(old) == .processing)
            #expect(self.installation.content(of: old) == "<a>")
            let new = try client.finish(receipt, ">").id
            #expect(try client.status(old) == nil)
            #expect(self.installation.content(of: new) == "<b>")
        }
    }

    @Test("Fragment 0 again after others is a new upload even with the same bytes; the old one is abandoned")
    func zeroLater() throws {
        try self.installation.run { client throws in
            let old = try client.send("0", "<a>").id
            try client.send("1", "b")
            let new = try client.send("0", "<a>").id
            #expect(new != old)
            #expect(try client.status(old) == nil)
            #expect(try self.installation.files == [new.description])
            #expect(try client.answer("1", "c") == .stored(new))
            #expect(try client.answer("-1", "</a>") == .stored(new))
            #expect(self.installation.content(of: new) == "<a>c</a>")
        }
    }

    @Test("What was tolerated in the path is noted before what was tolerated in the order")
    func deviations() throws {
        try self.installation.run(users: [.anonymised]) { client throws in
            let client = client.with { $0.file.organisationNumber = "2021000838" }
            let id = try client.send("0", "<a>").id
            let notes = ["organisation-check-digit", "fragment-repeated"]
            #expect(try client.answer("0", "<a>") == .stored(id, notes: notes))
        }
    }
}

extension User {
    fileprivate static let anonymised = User(
        name: "anonymised",
        serials: [.known("01")],
        isDisabled: false,
        grants: OrganisationNumber("2021000838").map {
            [Grant(organisation: $0, program: .vinn, formats: [FileFormatName("V10")])]
        } ?? []
    )
}
