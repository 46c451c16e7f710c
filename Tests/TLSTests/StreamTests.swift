import NIOCore
import NIOEmbedded
import TLS
import Testing

@Suite("Streams: plaintext in, plaintext out")
struct StreamTests {
    @Test("Both ways", arguments: ClientSettings.Version.allCases)
    func bothWays(_ version: ClientSettings.Version) throws {
        let link = try TLSLink.open(ClientSettings(version: version))
        try link.client.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
        try link.pump()
        #expect(link.recorder.entries == [.handshake, .data])
        #expect(link.recorder.received == Array("GET / HTTP/1.1\r\n\r\n".utf8))
        try link.channel.writeOutbound(ByteBuffer(string: "HTTP/1.1 200 OK\r\n\r\n"))
        try link.pump()
        #expect(link.client.received == Array("HTTP/1.1 200 OK\r\n\r\n".utf8))
    }

    @Test("Ciphertext byte by byte", arguments: ClientSettings.Version.allCases)
    func byteByByte(_ version: ClientSettings.Version) throws {
        let link = try TLSLink.open(ClientSettings(version: version))
        try link.client.send(Array("one".utf8))
        try link.client.send(Array("two".utf8))
        try link.channel.writeOutbound(ByteBuffer(string: "three"))
        try link.pump(chunk: 1)
        #expect(link.recorder.received == Array("onetwo".utf8))
        #expect(link.client.received == Array("three".utf8))
    }

    @Test(
        "A mebibyte in one go, whatever the network makes of it",
        arguments: ClientSettings.Version.allCases,
        [.max, 20_000]
    )
    func mebibyte(_ version: ClientSettings.Version, chunk: Int) throws {
        let link = try TLSLink.open(ClientSettings(version: version))
        let content = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        try link.client.send(content)
        try link.channel.writeOutbound(ByteBuffer(bytes: content))
        try link.pump(chunk: chunk)
        #expect(link.recorder.received == content)
        #expect(link.client.received == content)
    }

    @Test("Several writes and one flush are one record", arguments: ClientSettings.Version.allCases)
    func coalescing(_ version: ClientSettings.Version) throws {
        let link = try TLSLink.open(ClientSettings(version: version))
        let written = ["HTTP/1.1 200 OK\r\n", "\r\n", "{}", ""].map { Outcome(link.write($0)) }
        #expect(try link.takeOutbound() == [])
        link.channel.flush()
        let ciphertext = try link.takeOutbound()
        #expect(TLSRecord.all(in: ciphertext).map(\.type) == [TLSRecord.applicationData])
        #expect(written.map(\.text) == Array(repeating: "success", count: 4))
        link.client.receive(ciphertext)
        try link.pump()
        #expect(link.client.received == Array("HTTP/1.1 200 OK\r\n\r\n{}".utf8))
    }

    @Test("Each flush is a record of its own, in the order of the writes")
    func flushes() throws {
        let link = try TLSLink.open()
        for text in ["a", "b", "c"] { try link.channel.writeOutbound(ByteBuffer(string: text)) }
        let ciphertext = try link.takeOutbound()
        #expect(TLSRecord.all(in: ciphertext).count == 3)
        link.client.receive(ciphertext)
        try link.pump()
        #expect(link.client.received == Array("abc".utf8))
    }

    @Test("Data in the flight that ends the handshake comes after it", arguments: ClientSettings.Version.allCases)
    func earlyRequest(_ version: ClientSettings.Version) throws {
        let link = try TLSLink(
            try ServerFixture.context(trusting: .make()),
            client: TestClient(ClientSettings(version: version))
        )
        try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance()))
        link.client.receive(try link.takeOutbound())
        var flight = link.client.advance()
        if link.client.state != .open {
            // TLS 1.2: the client's handshake ends a flight later.
            try link.channel.writeInbound(ByteBuffer(bytes: flight))
            link.client.receive(try link.takeOutbound())
            flight = link.client.advance()
        }
        try link.client.send(Array("early".utf8))
        flight += link.client.advance()
        try link.channel.writeInbound(ByteBuffer(bytes: flight))
        #expect(link.recorder.entries == [.handshake, .data])
        #expect(link.recorder.received == Array("early".utf8))
    }

    @Test("A client may have the keys changed in the middle of a stream")
    func keyUpdate() throws {
        let link = try TLSLink.open(ClientSettings(version: .tls13))
        try link.client.updateKeys()
        try link.client.send(Array("after".utf8))
        try link.pump()
        try link.channel.writeOutbound(ByteBuffer(string: "answer"))
        try link.pump()
        #expect(link.recorder.received == Array("after".utf8))
        #expect(link.client.received == Array("answer".utf8))
        #expect(link.client.state == .open)
    }
}
