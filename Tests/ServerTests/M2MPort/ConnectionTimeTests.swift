import NIOCore
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(5))) struct ConnectionTimeTests {
    @Test("A connection that says nothing is closed after limits.idle-timeout")
    func idle() async throws {
        try await withConnection { client in
            await client.advance(.milliseconds(59_999))
            #expect(client.pending == [])
            await client.advance(.milliseconds(1))
            #expect(client.pending == [.closed])
        }
    }

    @Test("Each answer gives the connection its idle time anew")
    func idleAfterAnswer() async throws {
        try await withConnection { client in
            for _ in 0..<3 {
                await client.advance(.seconds(59))
                try await client.send(RequestText.heartbeat("Cookie: \(client.cookie)"))
                #expect(await client.reply()?.status == 200)
            }
            await client.advance(.seconds(59))
            #expect(client.pending == [])
            await client.advance(.seconds(1))
            #expect(client.pending == [.closed])
        }
    }

    @Test("A body that stalls is answered 408 after limits.request-timeout, however long it took before")
    func requestTimeout() async throws {
        try await withConnection { client in
            try await client.send(RequestText.upload("Cookie: \(client.cookie)"))
            for byte in RequestText.body.prefix(5) {
                await client.advance(.seconds(29))
                try await client.send(String(byte))
            }
            #expect(client.pending == [])
            await client.advance(.seconds(30))
            let reply = await client.reply()
            #expect(reply?.status == 408)
            #expect(reply?.connection == "close")
            #expect(reply?.body.contains("\"code\":\"request-timeout\"") == true)
            #expect(reply?.body.contains("No part of the request arrived for 30 seconds.") == true)
            #expect(await client.next() == .closedOutput)
            await client.advance(.seconds(2))
            #expect(await client.next() == .closed)
        }
    }

    @Test("After Connection: close the client has two seconds to close its side")
    func linger() async throws {
        try await withConnection { client in
            try await client.send(RequestText.heartbeat("Cookie: \(client.cookie)", "Connection: close"))
            #expect(await client.reply()?.connection == "close")
            #expect(await client.next() == .closedOutput)
            await client.advance(.milliseconds(1999))
            #expect(client.pending == [])
            await client.advance(.milliseconds(1))
            #expect(client.pending == [.closed])
        }
    }

    @Test("A client that closes its side ends the lingering at once")
    func lingerEnds() async throws {
        try await withConnection { client in
            try await client.send(RequestText.heartbeat("Cookie: \(client.cookie)", "Connection: close"))
            #expect(await client.reply()?.status == 200)
            #expect(await client.next() == .closedOutput)
            try await client.closeInput()
            #expect(await client.next() == .closed)
        }
    }

    @Test("The rest of a refused body is read for limits.drain-timeout and no longer")
    func drainTime() async throws {
        try await withConnection { client in
            try await client.send(RequestText.unknownPath(length: 100) + "some")
            #expect(await client.reply()?.status == 404)
            await client.advance(.seconds(4))
            // More of it does not move the end: a client could drip for ever.
            try await client.send("more")
            #expect(client.pending == [])
            await client.advance(.seconds(1))
            #expect(client.pending.first == .closed)
        }
    }

    @Test("The rest of a refused body is read up to limits.drain-bytes", arguments: [(1000, false), (1001, true)])
    func drainBytes(_ bytes: Int, _ closes: Bool) async throws {
        try await withConnection { client in
            try await client.send(RequestText.unknownPath(length: 5000))
            #expect(await client.reply()?.status == 404)
            try await client.send(String(repeating: "x", count: bytes))
            #expect(client.pending == (closes ? [.closedOutput] : []))
        }
    }

    @Test("A refused body that is read to its end leaves a connection that goes on")
    func drained() async throws {
        try await withConnection { client in
            try await client.send(RequestText.unknownPath(length: 500))
            #expect(await client.reply()?.connection == nil)
            try await client.send(String(repeating: "x", count: 500))
            await client.advance(.seconds(59))
            try await client.send(RequestText.heartbeat("Cookie: \(client.cookie)"))
            #expect(await client.reply()?.status == 200)
        }
    }
}
