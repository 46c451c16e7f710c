import Domain
import Testing

@testable import Pipeline

@Suite("The fragment that ends the file")
struct ClosingTests {
    let installation: Installation

    init() throws { self.installation = try Installation() }

    // MARK: Again

    @Test(
        "-1 again while the delivery is Bearbetar is acknowledged again and makes no second one",
        arguments: ["", "</a>"]
    )
    func repeated(last: String) throws {
        try self.installation.run { client throws in
            try client.send("0", last.isEmpty ? "<a></a>" : "<a>")
            let id = try client.send("-1", last).id
            for _ in 0..<2 {
                self.installation.clock.advance(by: 0.5)
                #expect(try client.answer("-1", last) == .stored(id, notes: ["closing-repeated"]))
            }
            #expect(try self.installation.files == [id.description])
            #expect(self.installation.content(of: id) == "<a></a>")
        }
    }

    @Test("Once the delivery is Inläst, -1 again is a file of its own")
    func repeatedLate() throws {
        try self.installation.run { client throws in
            let id = try client.deliver("<a></a>", "")
            try client.deliverNamed("other.xml", "<b>", "</b>")
            self.installation.clock.advance(by: 2)
            #expect(try client.status(id) == .readIn)
            #expect(try client.answer("-1", "") == .refused("file-empty"))
            let other = client.with { $0.file.fileName = "other.xml" }
            #expect(try other.answer("-1", "</b>") == .refused("file-not-well-formed"))
            #expect(try client.status(id) == .readIn)
        }
    }

    @Test("-1 again with other bytes is a file of its own")
    func repeatedOther() throws {
        try self.installation.run { client throws in
            let id = try client.deliver("<a>", "</a>")
            let other = try client.send("-1", "<b/>").id
            #expect(other != id)
            #expect(self.installation.content(of: id) == "<a></a>")
            #expect(self.installation.content(of: other) == "<b/>")
        }
    }

    @Test("-1 again from another session is a file of its own")
    func repeatedElsewhere() throws {
        try self.installation.run { client throws in
            try client.deliver("<a></a>", "")
            let other = try client.other(.certificate("01"))
            #expect(try other.answer("-1", "") == .refused("file-empty"))
        }
    }

    @Test("The same file sent whole again is a second delivery, and -1 again repeats the second")
    func wholeAgain() throws {
        try self.installation.run { client throws in
            let first = try client.deliver("<a>", "</a>")
            let second = try client.deliver("<a>", "</a>")
            #expect(second != first)
            #expect(try client.answer("-1", "</a>") == .stored(second, notes: ["closing-repeated"]))
            #expect(try self.installation.files == [first.description, second.description])
        }
    }

    // MARK: Alone

    @Test("A lone -1 is a whole file, and the same one again is another delivery")
    func lone() throws {
        try self.installation.run { client throws in
            let first = try client.send("-1", "<a/>").id
            #expect(try client.status(first) == .processing)
            let answer = try client.answer("-1", "<a/>")
            #expect(answer.isStored)
            #expect(answer != .stored(first))
            #expect(try self.installation.files.count == 2)
        }
    }

    @Test("A lone -1 that breaks off leaves nothing behind")
    func loneBreaksOff() throws {
        try self.installation.run { client throws in
            try client.breakOff("-1", after: "<a")
            #expect(try self.installation.files == [])
            #expect(try client.answer("0", "<a>").isStored)
        }
    }

    @Test("While a lone -1 is under way its id is nobody's yet")
    func loneUnderWay() throws {
        try self.installation.run { client throws in
            let receipt = try client.begin("-1")
            #expect(try client.status(receipt.reservation.upload) == nil)
        }
    }

    // MARK: Refused

    @Test("A file without a byte is refused", arguments: [[""], ["", ""], ["", "", ""]])
    func empty(fragments: [String]) throws {
        try self.installation.run { client throws in
            for (index, content) in fragments.dropLast().enumerated() { try client.send(String(index), content) }
            let problem = #expect(throws: Problem.self) { try client.send("-1", "") }
            #expect(problem == .fileEmpty("file.xml"))
            #expect(try self.installation.files == [])
        }
    }

    @Test(
        "A file that the format check refuses is gone: from history, from the disk, and from its place",
        arguments: [
            ("V10", "<a>", "</b>", "file-not-well-formed"), ("V10", "<a>", "", "file-not-well-formed"),
            ("V40", "<a>", "</a>", "file-wrong-root"), ("V40", "<Report>", "</Report>", "file-wrong-namespace"),
        ]
    )
    func refusedAtTheCheck(format: String, first: String, last: String, code: String) throws {
        try self.installation.run { client throws in
            let client = client.with { $0.file.fileFormat = format }
            let id = try client.send("0", first).id
            #expect(try client.answer("-1", last) == .refused(code))
            #expect(try client.status(id) == nil)
            #expect(try self.installation.files == [])
            #expect(try client.answer("1", "b") == .refused("fragment-out-of-order"))
            let again = try client.send("0", "<Report xmlns=\"http://scb.se/gdb/vinn\">").id
            #expect(again != id)
            #expect(try client.answer("1", "</Report>") == .stored(again))
            #expect(try client.answer("-1", "") == .stored(again))
        }
    }

    @Test("A refused lone -1 leaves nothing behind")
    func loneRefused() throws {
        try self.installation.run { client throws in
            #expect(try client.answer("-1", "<a>") == .refused("file-not-well-formed"))
            #expect(try self.installation.files == [])
            #expect(try client.answer("-1", "<a/>").isStored)
        }
    }
}

extension Client {
    fileprivate func deliverNamed(_ name: String, _ first: String, _ last: String) throws {
        let client = self.with { $0.file.fileName = name }
        try client.deliver(first, last)
    }
}
