import Domain
import Foundation
import Testing

@testable import Pipeline

@Suite("When the store or the disk fails")
struct FailureTests {
    let installation: Installation

    init() throws { self.installation = try Installation() }

    private func run(_ body: (Client, FlakyStore) throws -> Void) throws {
        let store = FlakyStore(try self.installation.store())
        try self.installation.run(store: store) { try body($0, store) }
    }

    // MARK: The store

    @Test("A fragment that could not be kept is not acknowledged; the next try is", arguments: ["0", "1"])
    func fragment(index: String) throws {
        try self.run { client, store throws in
            if index == "1" { try client.send("0", "<a>") }
            let content = index == "0" ? "<a>" : "b"
            let receipt = try client.begin(index)
            store.fail(.syncUpload)
            #expect(throws: FlakyStore.Failure(call: .syncUpload)) { try client.finish(receipt, content) }
            store.recover()
            let id = try client.send(index, content).id
            try client.send("-1", "</a>")
            #expect(self.installation.content(of: id) == (index == "0" ? "<a></a>" : "<a>b</a>"))
            #expect(try self.installation.files == [id.description])
        }
    }

    @Test("A fragment whose beginning could not be kept can be sent again")
    func beginning() throws {
        try self.run { client, store throws in
            store.fail(.syncUpload)
            #expect(throws: FlakyStore.Failure.self) { try client.send("0", "<a>") }
            store.recover()
            #expect(try client.answer("0", "<a>").isStored)
            #expect(try client.answer("-1", "</a>").isStored)
        }
    }

    @Test("A delivery that could not be committed is none; -1 again makes it, once", arguments: [true, false])
    func delivery(isLone: Bool) throws {
        try self.run { client, store throws in
            if !isLone { try client.send("0", "<a>") }
            let last = isLone ? "<a></a>" : "</a>"
            store.fail(.commit)
            #expect(throws: FlakyStore.Failure(call: .commit)) { try client.send("-1", last) }
            store.recover()
            let id = try client.send("-1", last).id
            #expect(self.installation.content(of: id) == "<a></a>")
            #expect(try self.installation.files == [id.description])
        }
    }

    @Test("A store that fails altogether leaves no file of a lone -1 behind")
    func everythingFails() throws {
        try self.run { client, store throws in
            let receipt = try client.begin("-1")
            store.fail(.commit, .syncUpload)
            #expect(throws: FlakyStore.Failure.self) { try client.finish(receipt, "<a/>") }
            store.recover()
            try client.pipeline.sweep()
            #expect(try self.installation.files == [])
        }
    }

    @Test("A session that could not be kept is not given out")
    func session() throws {
        try self.run { client, store throws in
            store.fail(.saveSessions)
            #expect(throws: FlakyStore.Failure.self) { try client.pipeline.openSession(client.reporter) }
            store.recover()
            #expect(throws: Never.self) { try client.pipeline.openSession(client.reporter) }
        }
    }

    @Test("History tells the store's failure instead of 404")
    func history() throws {
        try self.run { client, store throws in
            let id = try client.deliver("<a>", "</a>")
            store.fail(.delivery)
            #expect(throws: FlakyStore.Failure.self) { try client.status(id) }
        }
    }

    // MARK: The disk

    @Test("A full disk is answered 507, and the fragment can be sent again when there is room")
    func full() throws {
        try self.run { client, _ throws in
            let receipt = try client.begin("0")
            let path = client.pipeline.folder.filePath(receipt.reservation.upload)
            // Every write to this device fails as one to a full disk does.
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/full")
            let problem = #expect(throws: Problem.self) { try client.finish(receipt, "<a>") }
            #expect(problem == .diskFull(folder: self.installation.filesFolder))
            #expect(try client.answer("-1", "<a/>") == .refused("upload-incomplete"))
            try FileManager.default.removeItem(atPath: path)
            let id = try client.send("0", "<a>").id
            #expect(self.installation.content(of: id) == "<a>")
        }
    }

    @Test("A folder that is gone is answered 500 with the system's words")
    func noFolder() throws {
        try self.run { client, _ throws in
            try FileManager.default.removeItem(atPath: self.installation.filesFolder)
            let problem = #expect(throws: Problem.self) { try client.send("0", "<a>") }
            #expect(
                problem
                    == .storageFailed(folder: self.installation.filesFolder, reason: "No such file or directory")
            )
        }
    }

    @Test("A file that cannot be read back for the format check is a failure, not the client's mistake")
    func unreadable() throws {
        try self.run { client, _ throws in
            let id = try client.send("0", "<a>").id
            let receipt = try client.begin("-1")
            try receipt.append("</a>")
            let path = client.pipeline.folder.filePath(id)
            let aside = path + ".aside"
            try FileManager.default.moveItem(atPath: path, toPath: aside)
            #expect(throws: SpoolFailure.self) { try client.finish(receipt) }
            try FileManager.default.moveItem(atPath: aside, toPath: path)
            #expect(try client.answer("-1", "</a>") == .stored(id))
        }
    }
}
