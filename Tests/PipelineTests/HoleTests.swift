import Domain
import Testing

@testable import Pipeline

/// The ways in which fragment 1, or one behind it, can fail to come whole.
enum Hole: String, CaseIterable {
    case bodyRefused, brokenOff, outOfOrder, mediaTypeRefused, killed, supersededInVain

    /// Digs the hole into an upload that has fragment 0, or, for `killed`, in the last moment of `client`.
    func dig(_ client: Client) throws {
        switch self {
        case .bodyRefused: try client.breakOff("1")
        case .brokenOff: try client.breakOff("1", after: "half of it")
        case .outOfOrder: #expect(try client.answer("2", "c") == .refused("fragment-out-of-order"))
        case .mediaTypeRefused: try client.refuseHead("1")
        case .killed: try client.begin("1").append("half of it")
        case .supersededInVain:
            let older = try client.begin("1")
            try client.breakOff("1")
            #expect(try client.answer(finishing: older) == .refused("fragment-superseded"))
        }
    }
}

@Suite("A hole in the file")
struct HoleTests {
    let installation: Installation

    init() throws { self.installation = try Installation() }

    /// Sends fragment 0, digs the hole, and restarts the emulator where the hole asks for it.
    private func withHole(_ hole: Hole, _ body: (Client, DeliveryID) throws -> Void) throws {
        let id = try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            try hole.dig(client)
            if hole != .killed { try body(client, id) }
            return id
        }
        if hole == .killed { try self.installation.run { try body($0, id) } }
    }

    @Test("Neither -1 nor a later fragment is taken, and history stays Bearbetar", arguments: Hole.allCases)
    func refused(hole: Hole) throws {
        try self.withHole(hole) { client, id throws in
            for content in ["</a>", ""] {
                let problem = #expect(throws: Problem.self) { try client.send("-1", content) }
                #expect(problem == .uploadIncomplete(expected: 1, fileName: "file.xml"))
            }
            let problem = #expect(throws: Problem.self) { try client.send("2", "c") }
            #expect(problem == .fragmentOutOfOrder(.numbered(2), expected: 1, fileName: "file.xml"))
            #expect(try client.status(id) == .processing)
        }
    }

    @Test("A hole outlives a restart", arguments: Hole.allCases)
    func restart(hole: Hole) throws {
        try self.withHole(hole) { _, _ in }
        try self.installation.run { client throws in
            #expect(try client.answer("-1", "</a>") == .refused("upload-incomplete"))
        }
    }

    @Test("When the missing fragments have come whole the file is delivered", arguments: Hole.allCases)
    func filled(hole: Hole) throws {
        try self.withHole(hole) { client, id throws in
            #expect(try client.answer("1", "b") == .stored(id))
            if hole == .outOfOrder {
                #expect(try client.answer("-1", "</a>") == .refused("upload-incomplete"))
                #expect(try client.answer("2", "c") == .stored(id))
            }
            #expect(try client.answer("-1", "</a>") == .stored(id))
            #expect(self.installation.content(of: id) == (hole == .outOfOrder ? "<a>bc</a>" : "<a>b</a>"))
        }
    }

    // The same bytes come again where only the end of a file was corrected: its first 9 MB are as they were.
    @Test(
        "The file begun anew at fragment 0, as the refusal advises, is delivered, be its first bytes new or the same",
        arguments: Hole.allCases,
        ["<b>", "<a>"]
    )
    func begunAnew(hole: Hole, first: String) throws {
        try self.withHole(hole) { client, _ throws in
            #expect(try client.answer("-1", "</a>") == .refused("upload-incomplete"))
            let id = try client.send("0", first).id
            let end = first.replacing("<", with: "</")
            #expect(try client.answer("-1", end) == .stored(id))
            #expect(self.installation.content(of: id) == first + end)
        }
    }

    @Test("The same where the whole first try was refused", arguments: ["<b>", "<a>"])
    func wholeTryRefused(again: String) throws {
        try self.installation.run { client throws in
            for index in ["0", "1", "2"] { try client.refuseHead(index) }
            #expect(try client.answer("-1", "") == .refused("upload-incomplete"))
            try client.send("0", "<a>")
            let answer = try client.answer("-1", "</a>")
            // Whether this 0 already is the file begun anew is left open; the next one is.
            guard !answer.isStored else { return }
            #expect(answer == .refused("upload-incomplete"))
            try client.send("0", again)
            #expect(try client.answer("-1", again.replacing("<", with: "</")).isStored)
        }
    }

    @Test("A refused fragment 0 is a hole too, although nothing came before it")
    func zeroRefused() throws {
        try self.installation.run { client throws in
            try client.refuseHead("0")
            #expect(try client.answer("-1", "<a/>") == .refused("upload-incomplete"))
            #expect(try client.answer("1", "b") == .refused("fragment-out-of-order"))
            #expect(try client.answer("-1", "<a/>") == .refused("upload-incomplete"))
            #expect(try self.installation.files == [])
        }
    }

    // SCB's client goes on after a failed fragment: what it sends is the new file, and must not join the old one.
    @Test(
        "A file begun anew whose fragment 0 was refused is not ended with the old file's beginning",
        arguments: ["media type", "upload-busy"]
    )
    func zeroAnewRefused(refusal: String) throws {
        try self.installation.run { client throws in
            try client.send("0", "<old>")
            try client.send("1", "old")
            if refusal == "media type" {
                try client.refuseHead("0")
            } else {
                // The old try's last request, which the client has given up and the emulator still waits for.
                _ = try client.begin("2")
                #expect(try client.answer("0", "<old>new") == .refused(refusal))
            }
            for index in ["1", "2"] { _ = try client.answer(index, "new") }
            #expect(try client.answer("-1", "</old>") == .refused("upload-incomplete"))
        }
    }

    @Test("A late repetition of an earlier fragment leaves no hole")
    func lateRepetition() throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            for index in ["1", "2"] { try client.send(index, index) }
            #expect(try client.answer("1", "1") == .refused("fragment-out-of-order"))
            #expect(try client.answer("-1", "</a>") == .stored(id))
            #expect(self.installation.content(of: id) == "<a>12</a>")
        }
    }

    @Test("A -1 that breaks off, or is refused for its head, leaves none either")
    func closingBreaksOff() throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            try client.breakOff("-1", after: "</aaaaaaa")
            try client.refuseHead("-1")
            #expect(try client.answer("-1", "</a>") == .stored(id))
            #expect(self.installation.content(of: id) == "<a></a>")
        }
    }
}
