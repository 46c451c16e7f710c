import Domain
import Testing

@testable import Pipeline

/// A change to the path after which the fragments belong to another file.
struct OtherFile: CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout Client) throws -> Void

    static let all = [
        OtherFile(testDescription: "session") { $0 = try $0.other(.certificate("01")) },
        OtherFile(testDescription: "period") { $0.file.referencePeriod = "2026-08-31" },
        OtherFile(testDescription: "format") { $0.file.fileFormat = "V40" },
        OtherFile(testDescription: "file name") { $0.file.fileName = "other.xml" },
        OtherFile(testDescription: "version") { $0.file.version = "1.0" },
        OtherFile(testDescription: "organisation, program and format") {
            $0.file.organisationNumber = "5566778899"
            $0.file.statisticalProgram = "KRITA"
            $0.file.fileFormat = "Krita_Monthly"
        },
    ]
}

@Suite("Which fragments belong to one file")
struct UploadKeyTests {
    let installation: Installation

    init() throws { self.installation = try Installation() }

    @Test("A change of any part of the path, or of the session, is another file", arguments: OtherFile.all)
    func otherFile(other: OtherFile) throws {
        try self.installation.run { client throws in
            let changed = try client.with(other.change)
            let id = try client.send("0", "<a>").id
            #expect(try changed.answer("1", "x") == .refused("fragment-out-of-order"))
            let otherID = try changed.send("0", "<Report xmlns=\"http://scb.se/gdb/vinn\">").id
            #expect(otherID != id)
            #expect(try client.answer("1", "b") == .stored(id))
            #expect(try changed.answer("1", "c") == .stored(otherID))
            #expect(try client.answer("-1", "</a>") == .stored(id))
            #expect(try changed.answer("-1", "</Report>") == .stored(otherID))
            #expect(self.installation.content(of: id) == "<a>b</a>")
        }
    }

    @Test("Other ways of writing the same path are the same file")
    func sameFile() throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            let other = client.with {
                $0.file.organisationNumber = "202100-0837"
                $0.file.statisticalProgram = "vinn"
                $0.file.fileFormat = "v10"
                $0.file.version = "1.1"
            }
            #expect(try other.answer("1", "b") == .stored(id))
            #expect(try client.answer("-1", "</a>") == .stored(id))
        }
    }

    @Test("A heartbeat between two fragments leaves the session as it is")
    func heartbeatBetween() throws {
        try self.installation.run { client throws in
            let id = try client.send("0", "<a>").id
            let session = client.pipeline.liveSession(cookies: client.cookies, reporter: client.reporter)
            #expect(session.map { [$0.token] } == client.cookies)
            #expect(try client.answer("-1", "</a>") == .stored(id))
        }
    }

    @Test("As many uploads as the limit may be unfinished; one more is answered 503 until one ends")
    func limit() throws {
        try self.installation.run(policy: .usual(uploads: 2)) { client throws in
            let (second, third) = (client.named("2.xml"), client.named("3.xml"))
            try client.send("0", "<a>")
            try second.send("0", "<a>")
            for fragment in ["0", "-1"] {
                let problem = #expect(throws: Problem.self) { try third.send(fragment, "<a/>") }
                #expect(problem == .overloaded(limit: "limits.uploads", value: 2))
            }
            // Those that are there go on, and may begin anew.
            #expect(try client.answer("1", "b").isStored)
            #expect(try client.answer("0", "<a>").isStored)
            #expect(try second.answer("-1", "</a>").isStored)
            #expect(try third.answer("0", "<a>").isStored)
        }
    }
}

extension Client {
    fileprivate func named(_ name: String) -> Client { self.with { $0.file.fileName = name } }
}
