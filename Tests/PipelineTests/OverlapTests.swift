import Domain
import Testing

@testable import Pipeline

@Suite("Two requests for one file at once")
struct OverlapTests {
    let installation: Installation

    init() throws { self.installation = try Installation() }

    @Test("For the same index the newer wins, and the older is told so", arguments: ["0", "1", "-1"])
    func newerWins(index: String) throws {
        try self.installation.run { client throws in
            if index != "0" { try client.send("0", "<a>") }
            let older = try client.begin(index)
            try older.append("<a>old")
            let newer = try client.begin(index)
            try newer.append("<a>")
            #expect(try client.answer(finishing: older) == .refused("fragment-superseded"))
            let answer = try client.answer(finishing: newer, index == "0" ? "" : "</a></a>")
            #expect(answer.isStored)
        }
    }

    @Test("The older one's bytes never reach the file, before or after the newer's", arguments: ["0", "1"])
    func olderBytes(index: String) throws {
        try self.installation.run { client throws in
            if index == "1" { try client.send("0", "<!---->") }
            let older = try client.begin(index)
            try older.append("<a>a long text of the older request")
            let newer = try client.begin(index)
            try newer.append("<a>b")
            let problem = #expect(throws: Problem.self) { try older.append(" and more") }
            let superseded = try #require(FragmentIndex(index))
            #expect(problem == .fragmentSuperseded(superseded, fileName: "file.xml"))
            try client.pipeline.abandon(older)
            try client.finish(newer)
            let id = try client.send("-1", "</a>").id
            #expect(self.installation.content(of: id) == (index == "1" ? "<!---->" : "") + "<a>b</a>")
        }
    }

    @Test("Late bytes are kept out also where the newer request had none of its own")
    func lateAfterEmpty() throws {
        try self.installation.run { client throws in
            try client.send("0", "<a/>")
            let older = try client.begin("1")
            try client.send("1", "")
            let id = try client.send("-1", "").id
            _ = try? older.append("junk")
            #expect(self.installation.content(of: id) == "<a/>")
            #expect(try client.answer(finishing: older) == .refused("fragment-superseded"))
        }
    }

    @Test("A request that outlives its upload leaves no file behind", arguments: ["refused", "begun anew"])
    func noFileLeft(end: String) throws {
        try self.installation.run { client throws in
            let old = try client.send("0", "<a>").id
            let older = try client.begin("1")
            try client.send("1", "b")
            if end == "refused" {
                #expect(try client.answer("-1", "no end tag") == .refused("file-not-well-formed"))
            } else {
                try client.deliver("<a>", "</a>")
            }
            #expect(try !self.installation.files.contains(old.description))
            #expect(try client.answer(finishing: older, "late") == .refused("fragment-superseded"))
            #expect(try !self.installation.files.contains(old.description))
        }
    }

    @Test("A newer request that breaks off leaves the place to nobody: the fragment must come again")
    func newerBreaksOff() throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            let older = try client.begin("1")
            try client.breakOff("1", after: "x")
            #expect(try client.answer(finishing: older, "old") == .refused("fragment-superseded"))
            #expect(try client.answer("-1", "</a>") == .refused("upload-incomplete"))
            try client.send("1", "b")
            try client.send("-1", "</a>")
            #expect(self.installation.content(of: id) == "<a>b</a>")
        }
    }

    @Test("That the older one breaks off does not harm the newer")
    func olderBreaksOff() throws {
        try self.installation.run { client throws in
            let older = try client.begin("-1")
            let newer = try client.begin("-1")
            try client.pipeline.abandon(older)
            let id = try client.finish(newer, "<a/>").id
            #expect(self.installation.content(of: id) == "<a/>")
        }
    }

    @Test(
        "Another index is refused, and the one under way goes on",
        arguments: [("1", "2"), ("1", "-1"), ("1", "0"), ("-1", "1"), ("-1", "0")]
    )
    func busy(underWay: String, other: String) throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            let receipt = try client.begin(underWay)
            let problem = #expect(throws: Problem.self) { try client.send(other, "x") }
            let (index, holder) = (try #require(FragmentIndex(other)), try #require(FragmentIndex(underWay)))
            #expect(problem == .uploadBusy(index, underWay: holder, fileName: "file.xml"))
            guard underWay == "1" else { return }
            #expect(try client.answer(finishing: receipt, "b") == .stored(id))
        }
    }

    @Test("A fragment that was refused because another was under way leaves a hole")
    func busyLeavesHole() throws {
        try self.installation.run { client throws in
            try client.send("0", "<a>")
            let receipt = try client.begin("1")
            #expect(try client.answer("2", "c") == .refused("upload-busy"))
            try client.finish(receipt, "b")
            #expect(try client.answer("-1", "</a>") == .refused("upload-incomplete"))
            try client.send("2", "c")
            let id = try client.send("-1", "</a>").id
            #expect(self.installation.content(of: id) == "<a>bc</a>")
        }
    }

    @Test(
        "A fragment that is refused while -1 is under way keeps the file from being delivered",
        arguments: [(true, "upload-busy"), (true, "media type"), (false, "upload-busy"), (false, "media type")]
    )
    func refusedWhileClosing(hasFirst: Bool, refusal: String) throws {
        try self.installation.run { client throws in
            if hasFirst { try client.send("0", "<a>") }
            let missing = hasFirst ? "1" : "0"
            let closing = try client.begin("-1")
            try closing.append(hasFirst ? "</a>" : "<a/>")
            if refusal == "media type" {
                try client.refuseHead(missing)
            } else {
                #expect(try client.answer(missing, "b") == .refused(refusal))
            }
            #expect(try client.answer(finishing: closing) == .refused("upload-incomplete"))
        }
    }

    @Test("Another file is not held up")
    func otherFile() throws {
        try self.installation.run { client throws in
            let receipt = try client.begin("0")
            let other = try client.with { $0.file.fileName = "other.xml" }.deliver("<b>", "</b>")
            try client.finish(receipt, "<a>")
            let id = try client.send("-1", "</a>").id
            #expect(self.installation.content(of: id) == "<a></a>")
            #expect(self.installation.content(of: other) == "<b></b>")
        }
    }
}
