import Foundation
import Testing

@Suite("What .NET and Mono write otherwise", .timeLimit(.minutes(5)))
struct DotNetVariantTests {
    /// A file's name, and how .NET writes it in the path and in the part's `filename`.
    struct Name: Sendable, CustomTestStringConvertible {
        let name: String
        let path: String
        let filename: String

        var testDescription: String { self.name }
    }

    static let names = [
        Name(
            name: "Innehav mars åäö.xml",
            path: "Innehav%20mars%20%C3%A5%C3%A4%C3%B6.xml",
            filename: "\"=?utf-8?B?SW5uZWhhdiBtYXJzIMOlw6TDti54bWw=?=\""
        ),
        Name(name: "50%.xml", path: "50%25.xml", filename: "50%.xml"),
        Name(
            name: "a+b&c=d;e,f'(g)[h]:@!$*.xml",
            path: "a+b&c=d;e,f'(g)[h]:@!$*.xml",
            filename: "\"a+b&c=d;e,f'(g)[h]:@!$*.xml\""
        ),
    ]

    @Test("File names with other characters than letters", arguments: names)
    func fileName(_ name: Name) async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0, file) { $0.name = name.name }, .fragment(-1) { $0.name = name.name },
            ])
            let request = try #require(answers[1].request)
            #expect(request.contains("/V40/\(name.path)/ HTTP/1.1\r\n"))
            #expect(request.contains("form-data; name=File; filename=\(name.filename); filename*=utf-8''"))
            expectStored(answers[1])
            expectStored(answers[2])
            #expect(try await emulator.storedHash(answers[2].deliveryID) == file.sha256)
        }
    }

    @Test("A name cut at '#' by .NET: no slash after it")
    func cutName() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            func path(_ index: Int) -> (inout Step) -> Void {
                { $0.path = "/m2m/v2/file/\(index)/9990000045/VINN/2022-06-30/V40/C" }
            }
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0, file, change: path(0)), .fragment(-1, change: path(-1)),
            ])
            #expect(try await emulator.storedHash(answers[2].deliveryID) == file.sha256)
        }
    }

    @Test("Mono sends Host last and speaks TLS 1.2")
    func mono() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([
                .connect("demo", tls: "1.2"), .heartbeat,
                .fragment(0, file) { $0.hostLast = true }, .fragment(-1) { $0.hostLast = true },
            ])
            #expect(answers[1].request?.contains("\r\nHost: localhost:\(emulator.port)\r\n\r\n") == true)
            #expect(try await emulator.storedHash(answers[2].deliveryID) == file.sha256)
        }
    }

    @Test("A lone -1 with content is a whole file, and always a new delivery")
    func lone() async throws {
        try await withEmulator(["processing-delay": "1h"]) { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([.heartbeat, .fragment(-1, file), .fragment(-1, file), .history])
            expectStored(answers[1])
            expectStored(answers[2])
            let ids = [try answers[1].deliveryID, try answers[2].deliveryID]
            #expect(ids[0] != ids[1])
            expectHistory(answers[3], of: ids[1], progress: 1, "Bearbetar", uploaded: false)
            for id in ids { #expect(try await emulator.storedHash(id) == file.sha256) }
        }
    }

    @Test("The Swedish minus is refused, with its cause in the hint")
    func swedishMinus() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0, file), .fragment(-1) { $0.index = "%E2%88%921" }, .history, .fragment(-1),
            ])
            expectProblem(answers[2], 400, "fragment-unicode-minus")
            #expect((try answers[2].object["hint"] as? String)?.contains("CultureInfo.InvariantCulture") == true)
            expectHistory(answers[3], of: try answers[1].deliveryID, progress: 1, "Bearbetar", uploaded: false)
            expectStored(answers[4])
        }
    }

    @Test("The Swedish minus is taken where the settings say so, and noted")
    func acceptedSwedishMinus() async throws {
        try await withEmulator(["unicode-minus": "accept"]) { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0, file), .fragment(-1) { $0.index = "%E2%88%921" },
            ])
            expectStored(answers[2], note: "unicode-minus")
            #expect(try await emulator.storedHash(answers[2].deliveryID) == file.sha256)
            try await wait(for: "a line in the log") { emulator.process.errors.contains("unicode-minus") }
        }
    }

    @Test("Words of the path count without regard to case; a version may be named; the number may have its hyphen")
    func otherSpellings() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile.small(in: emulator.place)
            let answers = try await emulator.replay([
                .heartbeat, .fragment(0, file) { $0.version = "1" },
                .fragment(-1) { $0.path = "/M2M/V2/File/-1/999000-0045/vinn/2022-06-30/v40/V40_Fiktivt.xml" },
            ])
            expectStored(answers[2])
            #expect(try answers[1].deliveryID == answers[2].deliveryID)
        }
    }
}
