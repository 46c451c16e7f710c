import Client
import Domain
import Foundation
import Testing

@Suite("What the client understands")
struct AnswerTests {
    @Test(
        "History in other ways of writing",
        arguments: [
            #"{"FilId":"x","ProgressStatus":2,"Status":"Ej inläst","FileWasUploaded":false}"#,
            #"{"fileWasUploaded":false,"status":"Ej Inläst","progressStatus":2,"more":{"Status":"Inläst"}}"#,
            "{\n  \"Status\": \"Ej Inl\\u00E4st\",\n  \"ProgressStatus\": 2\n}",
        ]
    )
    func history(_ body: String) async throws {
        let script = Script(.answer(200, body, []))
        let history = try await script.client.history(DeliveryID(Script.id)!)
        #expect(history.outcome == .stopped)
        #expect(history.isFinal)
        #expect(!history.fileWasUploaded)
    }

    @Test("Under way by ProgressStatus, whatever the text")
    func underWay() async throws {
        let script = Script(.history(1, "Pågår"))
        #expect(try await script.client.history(DeliveryID(Script.id)!).outcome == .processing)
    }

    @Test("Every cookie is sent back, the newest value of each, none that has ended")
    func cookies() async throws {
        let first = [("Set-Cookie", "a=1; Path=/"), ("set-cookie", "S=2; Secure"), ("Set-Cookie", "c=3")]
        let second = [("Set-Cookie", "S=4"), ("Set-Cookie", "c=; Max-Age=0")]
        let script = Script(.answer(200, "", first), .answer(200, "", second), .answer(200, "", []))
        let client = script.client
        for _ in 1...3 { try await client.heartbeat() }
        #expect(script.transport.calls.map(\.cookies) == ["", "a=1; S=2; c=3", "a=1; S=4"])
    }

    @Test(
        "Base URLs",
        arguments: [
            ("https://localhost:8443/m2m/v2", "https://localhost:8443/m2m/v2/", true),
            ("https://m2m.gdb.scb.se/m2m/v2/", "https://m2m.gdb.scb.se/m2m/v2/", false),
            ("https://[::1]:1/m2m/v2/", "https://[::1]:1/m2m/v2/", true),
            ("https://127.evil.example/m2m/v2/", "https://127.evil.example/m2m/v2/", false),
        ]
    )
    func address(_ text: String, _ expected: String, _ isLoopback: Bool) throws {
        let address = try ServerAddress(text)
        #expect(address.text == expected)
        #expect(address.isLoopback == isLoopback)
    }

    @Test("No base URLs", arguments: ["", "http://localhost/m2m/v2/", "localhost:8443", "https://h/m2m/v2/?a=b"])
    func noAddress(_ text: String) {
        #expect(throws: ClientError.self) { () throws in try ServerAddress(text) }
    }
}
