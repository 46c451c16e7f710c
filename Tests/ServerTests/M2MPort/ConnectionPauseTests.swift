import NIOCore
import NIOHTTP1
import Scenarios
import TLS
import Testing

@testable import Server

@Suite("Connections that a scenario keeps waiting", .timeLimit(.minutes(5)))
struct ConnectionPauseTests {
    private static func scenario(_ rules: String...) -> String {
        "scenario: s\nmax-faults-in-a-row: unlimited\nrules:\n" + rules.map { "  - \($0)\n" }.joined()
    }

    private static func fault(at place: String, _ kind: String, occurrence: Int = 1) -> String {
        "{name: r, when: {endpoint: upload, occurrence: \(occurrence)}, then: {fault: {at: \(place), do: \(kind)}}}"
    }

    private static let stall = Self.scenario(Self.fault(at: "{request-bytes: 10}", "{stall: 5s}"))

    @Test("What the client sends in a stall is taken up after it, and so is that it closed its side")
    func halfClosedInStall() async throws {
        try await withConnection(scenario: Self.stall) { client in
            let body = RequestText.body
            try await client.send(RequestText.upload("Cookie: \(client.cookie)") + body.prefix(20))
            try await client.send(String(body.dropFirst(20)))
            try await client.closeInput()
            await client.advance(.milliseconds(4999))
            #expect(client.pending == [])
            await client.advance(.milliseconds(1))
            let reply = await client.reply()
            #expect(reply?.status == 200)
            #expect(reply?.connection == "close")
            #expect(await client.next() == .closedOutput)
        }
    }

    @Test("A body that ends in a stall, and too early, is answered 400 at once; the stall is over with it")
    func brokenInStall() async throws {
        try await withConnection(scenario: Self.stall) { client in
            try await client.send(RequestText.upload("Cookie: \(client.cookie)") + RequestText.body.prefix(20))
            try await client.send("more")
            try await client.closeInput()
            #expect(await client.reply()?.status == 400)
            #expect(await client.next() == .closedOutput)
            try await client.read()
            #expect(await client.next() == .read)
            await client.advance(.seconds(2))
            #expect(client.pending == [.closed])
        }
    }

    @Test("A client that stalls after a scenario's stall still gets its 408")
    func stallAfterStall() async throws {
        try await withConnection(scenario: Self.stall) { client in
            try await client.send(RequestText.upload("Cookie: \(client.cookie)") + RequestText.body.prefix(20))
            await client.advance(.seconds(34))
            #expect(client.pending == [])
            await client.advance(.seconds(1))
            #expect(await client.reply()?.status == 408)
        }
    }

    @Test("No byte of the body has come when the head has: the fault comes before 100 (Continue)")
    func zeroBytes() async throws {
        let reset = Self.fault(at: "{request-bytes: 0}", "reset")
        let stall = Self.fault(at: "{request-bytes: 0}", "{stall: 5s}", occurrence: 2)
        try await withConnection(scenario: Self.scenario(stall, reset.replacing("name: r", with: "name: r2"))) {
            client in
            try await client.send(RequestText.upload("Cookie: \(client.cookie)", "Expect: 100-continue"))
            #expect(await client.next() == .broken(.reset))
        }
        let first = Self.fault(at: "{request-bytes: 0}", "{stall: 5s}")
        try await withConnection(scenario: Self.scenario(first)) { client in
            try await client.send(RequestText.upload("Cookie: \(client.cookie)", "Expect: 100-continue"))
            #expect(client.pending == [])
            await client.advance(.seconds(5))
            #expect(await client.next() == .continued)
            try await client.send(RequestText.body)
            #expect(await client.reply()?.status == 200)
        }
    }

    @Test("A body that comes while a session is forgotten is taken whole, where a certificate stands for the session")
    func bodyInEvent() async throws {
        let rule = "{name: r, when: {endpoint: upload}, then: {event: forget-session}}"
        try await withConnection(scenario: Self.scenario(rule), requiresSession: false) { client in
            let gate = DiskGate(client.port.work)
            try await client.send(RequestText.upload("Cookie: \(client.cookie)") + RequestText.body)
            gate.open()
            #expect(await client.reply()?.status == 200)
        }
    }

    @Test("A delay outlasts every limit of time, and the connection's idle time begins after it")
    func longDelay() async throws {
        let rule = "{name: r, when: {occurrence: 1}, then: {delay: 10min}}"
        try await withConnection(scenario: Self.scenario(rule)) { client in
            try await client.send(RequestText.heartbeat("Cookie: \(client.cookie)"))
            await client.advance(.seconds(599))
            #expect(client.pending == [])
            await client.advance(.seconds(1))
            #expect(await client.reply()?.status == 200)
            await client.advance(.milliseconds(59_999))
            #expect(client.pending == [])
            await client.advance(.milliseconds(1))
            #expect(client.pending == [.closed])
        }
    }

    @Test("What is no HTTP is refused behind the answers to what came before it")
    func garbageBehindHeld() async throws {
        let rule = "{name: r, when: {endpoint: upload}, then: {delay: {drip: {bytes: 1000, every: 1s}}}}"
        try await withConnection(scenario: Self.scenario(rule)) { client in
            let heartbeat = RequestText.heartbeat("Cookie: \(client.cookie)")
            let upload = RequestText.upload("Cookie: \(client.cookie)") + RequestText.body
            try? await client.send(upload + heartbeat + "this is no HTTP\r\n\r\n")
            var statuses: [UInt?] = []
            for _ in 0..<3 { statuses.append(await client.reply()?.status) }
            #expect(statuses == [200, 200, 400])
        }
    }

    @Test("A connection that waits for its next request fails then, also when a refused body came first")
    func idleAfterRefusal() async throws {
        try await withConnection(scenario: Self.scenario(Self.fault(at: "idle", "reset"))) { client in
            try await client.send(RequestText.upload(length: 100))
            #expect(await client.reply()?.status == 401)
            #expect(client.pending == [])
            try await client.send(String(repeating: "x", count: 100))
            #expect(await client.next() == .broken(.reset))
        }
    }

    @Test("An idle connection does not fail that is closed with the answer")
    func idleAfterClose() async throws {
        try await withConnection(scenario: Self.scenario(Self.fault(at: "idle", "reset"))) { client in
            let fields = ["Cookie: \(client.cookie)", "Connection: close"]
            try await client.send(RequestText.upload(fields[0], fields[1]) + RequestText.body)
            #expect(await client.reply()?.status == 200)
            #expect(await client.next() == .closedOutput)
        }
    }

    @Test("A broken connection reads on until the client closes its side, with a request behind the broken one")
    func readsOn() async throws {
        try await withConnection(scenario: Self.scenario(Self.fault(at: "idle", "close"))) { client in
            let upload = RequestText.upload("Cookie: \(client.cookie)") + RequestText.body
            try await client.send(upload + RequestText.heartbeat("Cookie: \(client.cookie)"))
            #expect(await client.reply()?.status == 200)
            #expect(await client.next() == .closedOutput)
            try await client.read()
            #expect(client.pending == [.read])
        }
    }
}
