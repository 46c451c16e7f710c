import Foundation
import TLS
import Testing

@Suite("Breaks on the wire: real sockets, clients that are none of ours", .timeLimit(.minutes(5)))
struct BreakOnTheWireTests {
    typealias Version = ClientSettings.Version

    /// What `Clients/broken.py` tells.
    private struct Told: Decodable {
        let length: Int
        let error: String?
        var end: String?
        var records: [Int]?
    }

    private func python(_ server: BreakServer, _ version: Version, _ mode: String) async throws -> Told {
        let number = version == .tls12 ? "1.2" : "1.3"
        let text = try await ClientProgram.run([
            "python3", ClientProgram.file("broken.py"), String(server.port), number, mode,
        ])
        return try #require(try? JSONDecoder().decode(Told.self, from: Data(text.utf8)), "\(text)")
    }

    private func end(_ server: BreakServer) async throws -> BreakServer.End {
        for await end in server.ends { return end }
        throw CancellationError()
    }

    /// What came as bytes, the record of the answer first, and how the connection ended.
    @Test("The server's bytes, and TCP's end", arguments: TLSBreak.allCases, Version.allCases)
    func bytes(_ way: TLSBreak, _ version: Version) async throws {
        let server = try await BreakServer(way)
        let told = try await self.python(server, version, "raw")
        let (records, end, error): ([Int], String, String?) =
            switch way {
            case .truncate: ([23], "FIN", "SSLEOFError")
            case .reset: ([23], "RST", nil)
            case .badRecordMAC, .recordOverflow: ([23, 23], "FIN", "SSLError")
            case .unexpectedMessage: ([23, version == .tls12 ? 22 : 20], "FIN", "SSLError")
            }
        #expect(told.length == 6)
        #expect(told.records == records)
        #expect(told.end == end)
        #expect(told.error == error)
        #expect(try await self.end(server).broken == "success")
        try await server.stop()
    }

    @Test("What Python's own TLS socket raises", arguments: TLSBreak.allCases, Version.allCases)
    func python(_ way: TLSBreak, _ version: Version) async throws {
        let server = try await BreakServer(way)
        let told = try await self.python(server, version, "socket")
        let errors =
            switch way {
            case .truncate: ["SSLEOFError"]
            // Python 3.10 to 3.12.2 know no other end of the stream (their issue 115627).
            case .reset: ["ConnectionResetError", "SSLEOFError"]
            case .badRecordMAC, .recordOverflow, .unexpectedMessage: ["SSLError"]
            }
        #expect(told.length == 6)
        #expect(told.error.map(errors.contains) == true)
        #expect(try await self.end(server).failures == Self.failures(way))
        try await server.stop()
    }

    @Test("What s_client sends and says", arguments: TLSBreak.allCases, Version.allCases)
    func openssl(_ way: TLSBreak, _ version: Version) async throws {
        let server = try await BreakServer(way)
        let text = try await ClientProgram.run(
            [
                "openssl", "s_client", "-connect", "127.0.0.1:\(server.port)", "-msg",
                version == .tls12 ? "-tls1_2" : "-tls1_3",
            ],
            input: "hello\n"
        )
        let prefix = version == .tls12 ? ">>> TLS 1.2" : ">>> TLS 1.3"
        let expected =
            switch way {
            case .truncate: "unexpected eof while reading"
            case .reset: "read:errno=104"
            case .badRecordMAC: "\(prefix), Alert [length 0002], fatal bad_record_mac"
            case .recordOverflow: "\(prefix), Alert [length 0002], fatal record_overflow"
            case .unexpectedMessage: "\(prefix), Alert [length 0002], fatal unexpected_message"
            }
        #expect(text.contains(expected), "\(text)")
        #expect(text.contains("aaaaaa"))
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("<<<") && $0.contains("Alert") })
        #expect(try await self.end(server).failures == Self.failures(way))
        try await server.stop()
    }

    @Test(
        "The alerts of Java and Node",
        arguments: [TLSBreak.badRecordMAC, .recordOverflow, .unexpectedMessage],
        Version.allCases
    )
    func otherLibraries(_ way: TLSBreak, _ version: Version) async throws {
        for (program, file) in [("java", "Broken.java"), ("node", "broken.mjs")] {
            let server = try await BreakServer(way)
            let text = try await ClientProgram.run([
                program, ClientProgram.file(file), String(server.port), version.rawValue,
            ])
            #expect(text.hasPrefix("6 "), "\(program): \(text)")
            // Java allows longer records, and checks this one.
            let isJavasOverflow = program == "java" && way == .recordOverflow
            let expected: [TLSFailureCause] =
                isJavasOverflow
                ? [.brokenRecord(.overflow, answer: TLSAlert(.received, number: 20))] : Self.failures(way)
            #expect(try await self.end(server).failures == expected, "\(program): \(text)")
            try await server.stop()
        }
    }

    @Test("An answer that fills the client's window comes whole before the break", arguments: Version.allCases)
    func large(_ version: Version) async throws {
        for way in [TLSBreak.truncate, .badRecordMAC] {
            let server = try await BreakServer(way, answer: 8 << 20)
            let told = try await self.python(server, version, "raw")
            #expect(told.length == 8 << 20)
            #expect(try await self.end(server).broken == "success")
            try await server.stop()
        }
    }

    private static func failures(_ way: TLSBreak) -> [TLSFailureCause] {
        switch way {
        case .truncate, .reset: []
        case .badRecordMAC: [.brokenRecord(.badMAC, answer: TLSAlert(.received, number: 20))]
        case .recordOverflow: [.brokenRecord(.overflow, answer: TLSAlert(.received, number: 22))]
        case .unexpectedMessage: [.brokenRecord(.unexpectedMessage, answer: TLSAlert(.received, number: 10))]
        }
    }
}
