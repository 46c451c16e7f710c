import Domain
import NIOCore
import NIOHTTP1
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(5))) struct ConnectionOrderTests {
    @Test("Requests that come at once are answered one by one, in order")
    func pipelined() async throws {
        try await withConnection { client in
            // The first waits for the disk, the second for nothing.
            try await client.send(
                RequestText.heartbeat() + RequestText.unknownPath(length: 0)
                    + RequestText.upload("Cookie: \(client.cookie)") + RequestText.body
                    + RequestText.heartbeat("Cookie: \(client.cookie)")
            )
            var statuses: [UInt?] = []
            for _ in 0..<4 { statuses.append(await client.reply()?.status) }
            #expect(statuses == [200, 404, 200, 200])
            #expect(client.pending == [])
        }
    }

    // Each answered from inside the writing of the one before, they would use up the thread's stack.
    @Test("A burst of requests is answered whole, however long")
    func burst() async throws {
        try await withConnection { client in
            let burst = String(repeating: RequestText.unknownPath(length: 0), count: 8000)
            try await client.send(RequestText.heartbeat() + burst)
            #expect(await client.reply()?.status == 200)
            for _ in 0..<8000 {
                guard await client.reply()?.status == 404 else {
                    Issue.record("a request of the burst was not answered 404")
                    return
                }
            }
            #expect(client.pending == [])
        }
    }

    @Test("What follows a request with Connection: close is not answered")
    func afterClose() async throws {
        try await withConnection { client in
            let heartbeat = RequestText.heartbeat("Cookie: \(client.cookie)", "Connection: close")
            try await client.send(heartbeat + heartbeat)
            #expect(await client.reply()?.status == 200)
            #expect(await client.next() == .closedOutput)
            await client.advance(.seconds(2))
            #expect(client.pending == [.closed])
        }
    }

    @Test("An answer to HEAD has no body, and tells its length")
    func head() async throws {
        try await withConnection { client in
            try await client.send(RequestText.heartbeat(method: "HEAD"))
            let reply = await client.reply()
            #expect(reply?.status == 405)
            #expect(reply?.headers["Allow"] == ["GET"])
            #expect(reply?.body == "")
            #expect(reply?.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0 > 100)
        }
    }

    @Test("A client that waits is told to continue, once", arguments: ["100-continue", "100-Continue"])
    func continues(_ expectation: String) async throws {
        try await withConnection { client in
            try await client.send(RequestText.upload("Cookie: \(client.cookie)", "Expect: \(expectation)"))
            #expect(client.pending == [.continued])
            _ = await client.next()
            for character in RequestText.body { try await client.send(String(character)) }
            #expect(await client.reply()?.status == 200)
            #expect(client.pending == [])
        }
    }

    @Test("A client that does not wait is not told to continue")
    func asksNothing() async throws {
        try await withConnection { client in
            try await client.send(RequestText.upload("Cookie: \(client.cookie)"))
            #expect(client.pending == [])
            try await client.send(RequestText.body)
            #expect(await client.reply()?.status == 200)
        }
    }

    @Test("A client that waits and is refused is told so instead, and the connection ends")
    func refusedInsteadOfContinue() async throws {
        try await withConnection { client in
            try await client.send(RequestText.unknownPath("Expect: 100-continue", length: 5000))
            let reply = await client.reply()
            #expect(reply?.status == 404)
            #expect(reply?.connection == "close")
            #expect(await client.next() == .closedOutput)
        }
    }

    @Test(
        "Connection in the answer, by the request's version",
        arguments: [("1.1", "", nil), ("1.0", "", "close"), ("1.0", "Connection: keep-alive", "keep-alive")]
    )
    func connectionField(_ version: String, _ field: String, _ expected: String?) async throws {
        try await withConnection { client in
            let fields = field.isEmpty ? "X-Nothing: 1" : field
            try await client.send(RequestText.heartbeat("Cookie: \(client.cookie)", fields, version: version))
            let reply = await client.reply()
            #expect(reply?.status == 200)
            #expect(reply?.connection == expected)
            #expect(reply?.headers["Date"] == ["Fri, 15 Jan 2027 08:00:00 GMT"])
        }
    }

    @Test("Before the handshake has told of a certificate there is none")
    func noCertificate() async throws {
        try await withConnection(certificate: nil) { client in
            try await client.send(RequestText.heartbeat("Cookie: \(client.cookie)"))
            let reply = await client.reply()
            #expect(reply?.status == 403)
            #expect(reply?.body.contains("\"code\":\"certificate-missing\"") == true)
        }
    }

    @Test("While the disk is behind nothing more is read; when it has caught up the read goes on, once")
    func backpressure() async throws {
        try await withConnection { client in
            let gate = DiskGate(client.port.work)
            let megabyte = String(repeating: " ", count: 1 << 20)
            try await client.send(
                RequestText.upload("Cookie: \(client.cookie)", length: 8 << 20) + RequestText.bodyStart
            )
            for _ in 0..<4 { try await client.send(megabyte) }
            try await client.read()
            #expect(client.pending == [.read], "up to 4 MiB may wait")
            _ = await client.next()
            try await client.send(megabyte)
            try await client.read()
            try await client.read()
            #expect(client.pending == [])
            gate.open()
            #expect(await client.next() == .read)
            #expect(client.pending == [])
        }
    }

    @Test("While the emulator holds the reads, a client that waits for it is not blamed")
    func heldIsNotSlow() async throws {
        try await withConnection { client in
            let gate = DiskGate(client.port.work)
            try await client.send(
                RequestText.upload("Cookie: \(client.cookie)", length: 8 << 20) + RequestText.bodyStart
            )
            for _ in 0..<5 { try await client.send(String(repeating: " ", count: 1 << 20)) }
            try await client.read()
            #expect(client.pending == [])
            await client.advance(.seconds(30))
            gate.open()
            let next = await client.next()
            #expect(next == .read)
        }
    }
}
