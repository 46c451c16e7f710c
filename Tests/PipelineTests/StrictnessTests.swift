import Domain
import Testing

@testable import Pipeline

@Suite("What a strict service may refuse")
struct StrictnessTests {
    let installation: Installation

    init() throws { self.installation = try Installation() }

    @Test("With repeats refused, the latest fragment again is out of order, and the file goes on")
    func repeatedFragment() throws {
        try self.installation.run(policy: .usual(repeats: .refuse)) { client throws in
            let id = try client.send("0", "<a>").id
            try client.send("1", "b")
            let problem = #expect(throws: Problem.self) { try client.send("1", "b") }
            #expect(problem == .fragmentOutOfOrder(.numbered(1), expected: 2, fileName: "file.xml"))
            #expect(try client.answer("-1", "</a>") == .stored(id))
            #expect(self.installation.content(of: id) == "<a>b</a>")
        }
    }

    @Test("With repeats refused, 0 again begins the file anew, whatever its bytes")
    func repeatedFirst() throws {
        try self.installation.run(policy: .usual(repeats: .refuse)) { client throws in
            let old = try client.send("0", "<a>").id
            let new = try client.send("0", "<a>").id
            #expect(new != old)
            #expect(try client.status(old) == nil)
            #expect(try client.answer("-1", "</a>") == .stored(new))
        }
    }

    @Test("With repeats refused, -1 again is a file of its own")
    func repeatedClosing() throws {
        try self.installation.run(policy: .usual(repeats: .refuse)) { client throws in
            try client.send("0", "<a></a>")
            let id = try client.send("-1", "").id
            #expect(try client.answer("-1", "") == .refused("file-empty"))
            #expect(try client.status(id) == .processing)
        }
    }

    @Test("A file begun anew before a restart is not taken for a repeat after it, once repeats are refused")
    func restart() throws {
        let old = try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            _ = try client.begin("0")
            return id
        }
        try self.installation.run(policy: .usual(repeats: .refuse)) { client throws in
            let new = try client.send("0", "<a>").id
            #expect(new != old)
            #expect(try client.status(old) == nil)
        }
    }

    @Test("With check digits asked for, a wrong one is refused before the grant is looked at")
    func checkDigit() throws {
        try self.installation.run(policy: .usual(checkDigit: .refuse)) { client throws in
            let wrong = client.with { $0.file.organisationNumber = "2021000838" }
            #expect(try wrong.answer("0", "<a>") == .refused("organisation-check-digit-wrong"))
            #expect(try client.answer("0", "<a>").isStored)
        }
    }
}
