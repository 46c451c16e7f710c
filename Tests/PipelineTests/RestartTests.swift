import Domain
import Foundation
import Testing

@testable import Pipeline

@Suite("Killed and started again")
struct RestartTests {
    let installation: Installation

    init() throws { self.installation = try Installation() }

    @Test("A client goes on with the next fragment, under the same id, after a kill between any two")
    func goesOn() throws {
        let id = try self.installation.run { try $0.send("0", "<a>").id }
        try self.installation.run { client throws in
            #expect(try client.status(id) == .processing)
            #expect(try client.answer("0", "<a>") == .stored(id, notes: ["fragment-repeated"]))
            #expect(try client.answer("1", "b") == .stored(id))
        }
        try self.installation.run { client throws in
            #expect(try client.answer("1", "b") == .stored(id, notes: ["fragment-repeated"]))
            #expect(try client.answer("1", "c") == .refused("fragment-differs"))
        }
        let closing = try self.installation.run { try $0.answer("-1", "</a>") }
        #expect(closing == .stored(id))
        try self.installation.run { client throws in
            #expect(try client.status(id) == .processing)
            #expect(self.installation.content(of: id) == "<a>b</a>")
        }
    }

    @Test("A kill in the middle of -1 loses nothing: what it wrote is overwritten", arguments: ["</a>", ""])
    func killedInClosing(last: String) throws {
        let id = try self.installation.run { client throws in
            let id = try client.send("0", last.isEmpty ? "<a/>" : "<a>").id
            try client.begin("-1").append("</aaaaaaaaaaaaaaaa")
            return id
        }
        try self.installation.run { client throws in
            #expect(try client.answer("-1", last) == .stored(id))
            #expect(self.installation.content(of: id) == (last.isEmpty ? "<a/>" : "<a></a>"))
        }
    }

    @Test(
        "A kill while fragment 0 comes again keeps the old upload until the new 0 is there",
        arguments: ["<a>", "<b>"]
    )
    func killedInNewZero(again: String) throws {
        let old = try self.installation.run { client throws in
            let old = try client.send("0", "<a>").id
            try client.begin("0").append("<")
            return old
        }
        try self.installation.run { client throws in
            #expect(try client.status(old) == .processing)
            #expect(try client.answer("1", "b") == .refused("fragment-out-of-order"))
            let id = try client.send("0", again).id
            #expect((id == old) == (again == "<a>"))
            #expect(try self.installation.files == [id.description])
        }
    }

    @Test("Files that no upload and no delivery knows are removed; whatever else lies there stays")
    func orphans() throws {
        let (id, delivery) = try self.installation.run { client throws in
            let delivery = try client.deliver("<a>", "</a>")
            let id = try client.send("0", "<a>").id
            let other = client.with { $0.file.fileName = "lone.xml" }
            try other.begin("-1").append("<a/>")
            #expect(try self.installation.files.count == 3)
            return (id, delivery)
        }
        try Data().write(to: URL(fileURLWithPath: "\(self.installation.filesFolder)/notes.txt"))
        try self.installation.run { _ throws in
            #expect(try self.installation.files == [id.description, delivery.description, "notes.txt"])
        }
    }

    @Test("A delivery goes on settling while nothing runs, and -1 again is still known until then")
    func settles() throws {
        let id = try self.installation.run { try $0.deliver("<a>", "</a>") }
        self.installation.clock.advance(by: 1)
        try self.installation.run { client throws in
            #expect(try client.status(id) == .processing)
            #expect(try client.answer("-1", "</a>") == .stored(id, notes: ["closing-repeated"]))
        }
        self.installation.clock.advance(by: 1)
        try self.installation.run { client throws in
            #expect(try client.status(id) == .readIn)
            #expect(try client.answer("-1", "</a>") == .refused("file-not-well-formed"))
        }
    }

    @Test("Of two deliveries of one file, -1 again repeats the later")
    func laterClosing() throws {
        let later = try self.installation.run { client throws in
            try client.deliver("<a>", "</a>")
            self.installation.clock.advance(by: 0.5)
            return try client.deliver("<a>", "</a>")
        }
        try self.installation.run { client throws in
            #expect(try client.answer("-1", "</a>") == .stored(later, notes: ["closing-repeated"]))
        }
    }

    // A failing store can leave the row of an upload that was begun anew beside that of the new one.
    @Test("Of two uploads of one file that the store has, the newer goes on; the older is never mixed into it")
    func twoUploads() throws {
        try self.leaveTwoUploads()
        try self.installation.run { client throws in
            let new = try #require(try client.pipeline.store.restore(now: .distantPast).newest)
            #expect(try client.answer("1", "b") == .stored(new.id))
            #expect(try client.answer("-1", "</a>") == .stored(new.id))
            #expect(self.installation.content(of: new.id) == "<a new='1'>b</a>")
        }
    }

    private func leaveTwoUploads() throws {
        let store = FlakyStore(try self.installation.store())
        try self.installation.run(store: store) { client throws in
            try client.send("0", "<a>")
            try client.send("1", "b")
            self.installation.clock.advance(by: 1)
            store.fail(.syncUpload)
            #expect(throws: FlakyStore.Failure.self) { try client.send("0", "<a new='1'>") }
            store.recover()
            try client.send("0", "<a new='1'>")
        }
    }
}

extension RestoredState {
    fileprivate var newest: Upload? { self.uploads.max { $0.beganAt < $1.beganAt } }
}
