import Domain
import Foundation
import Testing

@testable import Pipeline

@Suite("What nobody comes back to")
struct SweepTests {
    let installation: Installation

    init() throws { self.installation = try Installation() }

    @Test("An upload that nobody touched for an hour is forgotten: file, history and place")
    func abandoned() throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            self.installation.clock.advance(by: 1000)
            try client.pipeline.sweep()
            #expect(try client.answer("1", "b") == .stored(id))
            self.installation.clock.advance(by: 3600)
            try client.pipeline.sweep()
            #expect(try client.status(id) == .processing)
            self.installation.clock.advance(by: 1)
            try client.pipeline.sweep()
            #expect(try client.status(id) == nil)
            #expect(try self.installation.files == [])
            let again = try client.again()
            #expect(try again.answer("2", "c") == .refused("fragment-out-of-order"))
            #expect(try client.pipeline.store.restore(now: self.installation.clock.now).uploads.count == 1)
        }
    }

    @Test("An upload that was begun anew is forgotten with what it replaces")
    func bothForgotten() throws {
        try self.installation.run { client throws in
            try client.send("0", "<a>")
            try client.breakOff("0", after: "<b>")
            #expect(try self.installation.files.count == 2)
            self.installation.clock.advance(by: 3601)
            try client.pipeline.sweep()
            #expect(try self.installation.files == [])
            #expect(try client.pipeline.store.restore(now: self.installation.clock.now).uploads == [])
        }
    }

    @Test("A fragment under way keeps its upload, however slow it is")
    func slow() throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            let receipt = try client.begin("1")
            self.installation.clock.advance(by: 100_000)
            try client.pipeline.sweep()
            #expect(try client.answer(finishing: receipt, "b") == .stored(id))
        }
    }

    @Test("Deliveries stay, and what they were told as stays")
    func deliveries() throws {
        try self.installation.run { client throws in
            let id = try client.deliver("<a>", "</a>")
            self.installation.clock.advance(by: 1e9 / 100)
            try client.pipeline.sweep()
            #expect(try client.status(id) == .readIn)
            #expect(self.installation.content(of: id) == "<a></a>")
        }
    }

    @Test("Idle sessions are forgotten by the store too")
    func sessions() throws {
        try self.installation.run { client throws in
            let store = client.pipeline.store
            self.installation.clock.advance(by: 1000)
            let other = try client.other(.certificate("02"))
            self.installation.clock.advance(by: 201)
            try client.pipeline.sweep()
            #expect(try store.restore(now: self.installation.clock.now).sessions.map(\.token) == other.cookies)
        }
    }

    @Test("A clock set back forgets nothing")
    func setBack() throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            self.installation.clock.advance(by: -1e8)
            try client.pipeline.sweep()
            #expect(try client.answer("-1", "</a>") == .stored(id))
        }
    }
}

extension Client {
    /// The same client with a new session, for when the old one is over.
    fileprivate func again() throws -> Client { try self.other(self.reporter.certificate) }
}
