import NIOCore
import NIOEmbedded
import TLS
import Testing

@Suite("Failures: each ends in an alert where there can be one, a TLSFailure, and a closed channel")
struct FailureTests {
    private func connecting(_ settings: ClientSettings = ClientSettings()) throws -> TLSLink {
        try TLSLink(try ServerFixture.context(trusting: .make()), client: TestClient(settings))
    }

    @Test(
        "Bytes in the shape of TLS that are no ClientHello are answered with an alert",
        arguments: [
            ([22, 3, 1, 0, 4, 99, 0, 0, 0], .fatalAlert(10), "unexpected message"),
            ([22, 3, 1, 0, 6, 1, 0, 0, 2, 0xFF, 0xFF], .fatalAlert(50), "length mismatch"),
            ([23, 3, 3, 0, 1, 0], .fatalAlert(10), "unexpected message"),
            ([22, 3, 1, 0xFF, 0xFF, 0], .fatalAlert(22), "packet length too long"),
        ] as [([UInt8], TLSRecord, String)]
    )
    func malformedHello(bytes: [UInt8], alert: TLSRecord, reason: String) throws {
        let link = try self.connecting()
        try link.channel.writeInbound(ByteBuffer(bytes: bytes))
        #expect(TLSRecord.all(in: try link.takeOutbound()) == [alert])
        #expect(link.recorder.entries == [.failure(.handshake(reason: reason)), .inactive])
    }

    @Test(
        "Bytes that are no TLS at all are answered with nothing, as OpenSSL does",
        arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", "hello, is anybody there?\n"]
    )
    func garbage(_ text: String) throws {
        let link = try self.connecting()
        try link.channel.writeInbound(ByteBuffer(string: text))
        #expect(try link.takeOutbound() == [])
        #expect(link.recorder.entries == [.failure(.notTLS), .inactive])
    }

    @Test(
        "Plain HTTP is answered in plain text, however it is cut",
        arguments: ["GET", "POST", "HEAD", "PUT"],
        [1, 3, .max]
    )
    func plainHTTP(_ method: String, chunk: Int) throws {
        let link = try self.connecting()
        let request = Array("\(method) /m2m/v2/heartbeat HTTP/1.1\r\nHost: localhost:8443\r\n\r\n".utf8)
        for start in stride(from: 0, to: request.count, by: min(chunk, request.count)) {
            try link.channel.writeInbound(
                ByteBuffer(bytes: request[start..<min(start + min(chunk, 99), request.count)])
            )
        }
        let text = "This port speaks HTTPS. Use https:// in the base URL and give the client its certificate.\n"
        let answer =
            "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Length: 90\r\nConnection: close\r\n\r\n" + text
        #expect(String(decoding: try link.takeOutbound(), as: UTF8.self) == answer)
        #expect(text.utf8.count == 90)
        #expect(link.recorder.entries == [.failure(.plainHTTP)])
        link.endInbound()
        #expect(link.recorder.entries == [.failure(.plainHTTP), .inactive])
    }

    @Test("What comes after a failure is ignored")
    func afterFailure() throws {
        let link = try self.connecting()
        let hello = link.client.advance()
        // The edge keeps the channel open, as a socket that takes its time to close.
        link.edge.holdsClose = true
        defer { link.edge.holdsClose = false }
        try link.channel.writeInbound(ByteBuffer(string: "hello, is anybody there?\n"))
        try link.channel.writeInbound(ByteBuffer(bytes: hello))
        link.endInbound()
        link.channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(try link.takeOutbound() == [])
        #expect(link.recorder.entries == [.failure(.notTLS)])
        #expect(link.edge.closings == [.all])
    }

    @Test("A client that does not finish the handshake in time is cut off", arguments: [0, 1, 100])
    func timeout(bytesSent: Int) throws {
        let link = try self.connecting()
        try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance().prefix(bytesSent)))
        link.channel.embeddedEventLoop.advanceTime(by: .milliseconds(9_999))
        #expect(link.recorder.entries == [])
        link.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(link.recorder.entries == [.failure(.timeout(limit: "10 seconds")), .inactive])
        #expect(try link.takeOutbound() == [])
    }

    @Test("A client that sends a byte now and then gains no time")
    func slowClient() throws {
        let link = try self.connecting()
        for byte in link.client.advance().prefix(20) where link.channel.isActive {
            try link.channel.writeInbound(ByteBuffer(bytes: [byte]))
            link.channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
        #expect(link.recorder.entries == [.failure(.timeout(limit: "10 seconds")), .inactive])
    }

    @Test("After the handshake no time limit is left")
    func noTimeoutAfterHandshake() throws {
        let link = try self.connecting()
        try link.pump()
        link.channel.embeddedEventLoop.advanceTime(by: .hours(1))
        #expect(link.recorder.entries == [.handshake])
    }

    @Test("A client that leaves in the handshake has failed it")
    func leaves() throws {
        let link = try self.connecting()
        try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance().prefix(50)))
        link.endInbound()
        #expect(link.recorder.entries == [.failure(.closedByClient(isUnused: false)), .inactive])
    }

    @Test(
        "A record that was tampered with ends the connection with bad_record_mac",
        arguments: ClientSettings.Version.allCases
    )
    func tampered(_ version: ClientSettings.Version) throws {
        let link = try self.connecting(ClientSettings(version: version))
        try link.pump()
        try link.client.send(Array("a".utf8))
        var record = link.client.advance()
        record[record.count - 1] ^= 1
        try link.channel.writeInbound(ByteBuffer(bytes: record))
        #expect(link.recorder.entries.map(\.isBadRecord) == [false, true, false])
        try link.pump()
        #expect(link.client.state == .failed(["sslv3 alert bad record mac"]))
    }

    @Test("What was whole before a bad record is passed on, in one read as in two", arguments: [true, false])
    func dataBeforeTampered(inOneRead: Bool) throws {
        let link = try self.connecting()
        try link.pump()
        try link.client.send(Array("whole".utf8))
        let good = link.client.advance()
        try link.client.send(Array("bad".utf8))
        var bad = link.client.advance()
        bad[bad.count - 1] ^= 1
        for bytes in inOneRead ? [good + bad] : [good, bad] { try link.channel.writeInbound(ByteBuffer(bytes: bytes)) }
        #expect(link.recorder.received == Array("whole".utf8))
        #expect(link.recorder.entries.map(\.isBadRecord) == [false, false, true, false])
    }
}

extension PipelineRecorder.Entry {
    /// TLS 1.2 gives one more reason than TLS 1.3, before the one that counts.
    fileprivate var isBadRecord: Bool {
        guard case .failure(.record(let reason)) = self else { return false }
        return reason.hasSuffix("decryption failed or bad record mac")
    }
}
