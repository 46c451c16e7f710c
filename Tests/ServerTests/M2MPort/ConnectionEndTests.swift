import Domain
import NIOCore
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(5))) struct ConnectionEndTests {
    @Test("A client that closes its side between two requests is let go")
    func closesIdle() async throws {
        try await withConnection { client in
            try await client.send(RequestText.heartbeat("Cookie: \(client.cookie)"))
            #expect(await client.reply()?.status == 200)
            try await client.closeInput()
            #expect(client.pending == [.closed])
        }
    }

    @Test("A client that has said all it will say still reads its answer")
    func closesAfterRequest() async throws {
        try await withConnection { client in
            let gate = DiskGate(client.port.work)
            try await client.send(RequestText.heartbeat())
            try await client.closeInput()
            gate.open()
            let reply = await client.reply()
            #expect(reply?.status == 200)
            #expect(reply?.connection == "close")
            #expect(await client.next() == .closedOutput)
        }
    }

    @Test("A body that ends too early is answered 400, and the fragment gives its place back")
    func closesInBody() async throws {
        try await withConnection { client in
            try await client.send(RequestText.upload("Cookie: \(client.cookie)", fragment: 0))
            try await client.send(String(RequestText.body.prefix(20)))
            try await client.closeInput()
            let reply = await client.reply()
            #expect(reply?.status == 400)
            #expect(reply?.body.contains("\"code\":\"body-incomplete\"") == true)
            #expect(await client.next() == .closedOutput)
        }
    }

    @Test("A refused body gives the fragment its place back: the same one may be sent again at once")
    func againAfterRefusal() async throws {
        try await withConnection { client in
            let cookie = "Cookie: \(client.cookie)"
            let broken = RequestText.body.replacing("name=File", with: "name=Other")
            try await client.send(RequestText.upload(cookie, fragment: 0, length: broken.utf8.count) + broken)
            #expect(await client.reply()?.status == 400)
            for fragment in [0, 1, -1] {
                try await client.send(RequestText.upload(cookie, fragment: fragment) + RequestText.body)
                // Three roots are no XML; what counts is that the order is kept.
                #expect(await client.reply()?.status == (fragment == -1 ? 400 : 200))
            }
        }
    }

    @Test("What is no HTTP is answered 400, and read over up to limits.drain-bytes")
    func noHTTP() async throws {
        try await withConnection { client in
            try? await client.send("this is no HTTP\r\n\r\n")
            let reply = await client.reply()
            #expect(reply?.status == 400)
            #expect(reply?.connection == "close")
            #expect(reply?.body.contains("\"code\":\"request-malformed\"") == true)
            #expect(await client.next() == .closedOutput)
            try? await client.send(String(repeating: "x", count: 500))
            #expect(client.pending == [])
            try? await client.send(String(repeating: "x", count: 501))
            #expect(client.pending == [.closed])
        }
    }

    @Test("An upgrade is not made: the answer is the path's, and the connection ends")
    func upgrade() async throws {
        try await withConnection { client in
            try await client.send(
                RequestText.heartbeat("Cookie: \(client.cookie)", "Connection: Upgrade", "Upgrade: h2c")
            )
            let reply = await client.reply()
            #expect(reply?.status == 200)
            #expect(reply?.connection == "close")
            #expect(await client.next() == .closedOutput)
        }
    }

    @Test(
        "A target is judged by its length before it is read",
        arguments: [(1024, 404), (1025, 414)] as [(Int, UInt)]
    )
    func target(_ length: Int, _ status: UInt) async throws {
        try await withConnection { client in
            let target = "/" + String(repeating: "x", count: length - 1)
            try await client.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(await client.reply()?.status == status)
        }
    }

    @Test(
        "Host is required once, but not of HTTP/1.0",
        arguments: [("1.1", 0, 400), ("1.1", 2, 400), ("1.0", 0, 200), ("1.0", 2, 400)] as [(String, Int, UInt)]
    )
    func host(_ version: String, _ hosts: Int, _ status: UInt) async throws {
        try await withConnection { client in
            let fields = String(repeating: "Host: localhost\r\n", count: hosts)
            try await client.send(
                "GET /m2m/v2/heartbeat HTTP/\(version)\r\n\(fields)Cookie: \(client.cookie)\r\n\r\n"
            )
            #expect(await client.reply()?.status == status)
        }
    }
}
