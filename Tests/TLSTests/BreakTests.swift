import NIOCore
import NIOEmbedded
import TLS
import Testing

@Suite("Breaks: what a client answers, and what becomes of the channel")
struct BreakTests {
    typealias Version = ClientSettings.Version

    private static let records: [(way: TLSBreak, record: BrokenRecord, alert: UInt8)] = [
        (.badRecordMAC, .badMAC, 20), (.recordOverflow, .overflow, 22), (.unexpectedMessage, .unexpectedMessage, 10),
    ]

    @Test(
        "A broken record comes after all that was written, and the client's alert is told",
        arguments: Version.allCases
    )
    func alerts(_ version: Version) throws {
        for (way, record, number) in Self.records {
            let link = try TLSLink.open(ClientSettings(version: version))
            for text in ["one ", "two "] { try link.channel.writeOutbound(ByteBuffer(string: text)) }
            let written = Outcome(link.write("three"))
            let broken = Outcome(link.trigger(way))
            #expect([written.text, broken.text] == ["success", "success"])
            try link.pump()
            #expect(link.client.received == Array("one two three".utf8))
            let alert = TLSAlert(.received, number: number)
            #expect(link.recorder.entries == [.handshake, .failure(.brokenRecord(record, answer: alert)), .inactive])
            #expect(link.recorder.failure?.alert == alert)
            #expect(link.recorder.failure?.version == version.rawValue)
            // A client that waits to be closed does not wait for long.
            #expect(link.edge.closings == [.all])
        }
    }

    @Test(
        "A message out of place is sealed as the cipher suite of TLS 1.2 has it; where it is not known how, its check fails",
        arguments: [
            ("ECDHE-ECDSA-AES128-GCM-SHA256", 10), ("ECDHE-ECDSA-AES256-GCM-SHA384", 10),
            ("ECDHE-ECDSA-CHACHA20-POLY1305", 10), ("ECDHE-RSA-CHACHA20-POLY1305", 10), ("AES128-GCM-SHA256", 10),
            ("ECDHE-ECDSA-AES128-SHA256", 20), ("ECDHE-RSA-AES256-SHA", 20),
        ] as [(String, UInt8)],
        [0, 1, 300]
    )
    func suites(_ suite: (name: String, alert: UInt8), recordsBefore: Int) throws {
        let link = try TLSLink.open(ClientSettings(version: .tls12, cipherSuite: suite.name))
        for _ in 0..<recordsBefore { try link.channel.writeOutbound(ByteBuffer(string: "a")) }
        let broken = Outcome(link.trigger(.unexpectedMessage))
        try link.pump()
        #expect(broken.text == "success")
        #expect(link.client.received.count == recordsBefore)
        #expect(link.recorder.failure?.alert == TLSAlert(.received, number: suite.alert))
    }

    @Test("With each cipher suite of TLS 1.3, after a change of keys too", arguments: [true, false])
    func suites13(changesKeys: Bool) throws {
        for suite in ["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"] {
            for (way, _, alert) in Self.records {
                let link = try TLSLink.open(ClientSettings(version: .tls13, cipherSuite: suite))
                if changesKeys {
                    try link.client.updateKeys()
                    try link.client.send(Array("a".utf8))
                    try link.pump()
                }
                _ = link.trigger(way)
                try link.pump()
                #expect(link.recorder.failure?.alert == TLSAlert(.received, number: alert))
            }
        }
    }

    @Test("An overlong record is longer by one byte", arguments: [(Version.tls12, 18_433), (.tls13, 16_641)])
    func overlong(_ version: Version, length: Int) throws {
        let link = try TLSLink.open(ClientSettings(version: version))
        _ = link.trigger(.recordOverflow)
        let records = TLSRecord.all(in: try link.takeOutbound())
        #expect(records.map(\.payload.count) == [length])
        #expect(records.map(\.type) == [TLSRecord.applicationData])
    }

    @Test("After a break nothing is sent, in whatever way it is closed", arguments: TLSBreak.allCases)
    func silence(_ way: TLSBreak) throws {
        for mode in [CloseMode.all, .output, .input] {
            let link = try TLSLink.open()
            link.edge.holdsClose = true
            defer { link.edge.holdsClose = false }
            _ = link.trigger(way)
            _ = try link.takeOutbound()
            let late = Outcome(link.write("late"))
            link.channel.flush()
            #expect(late.text == "\(ChannelError.outputClosed)")
            #expect(Outcome(link.trigger(.badRecordMAC)).text == "\(ChannelError.outputClosed)")
            link.channel.close(mode: mode, promise: nil)
            // What OpenSSL answers with is a record under a new key, and an alert.
            try link.client.updateKeys()
            try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance() + [23, 3, 3, 0, 1, 0]))
            #expect(try link.takeOutbound() == [])
        }
    }

    @Test("Truncation: the output is closed without close_notify, and the client read over until it closes")
    func truncate() throws {
        let link = try TLSLink.open()
        let written = Outcome(link.write("half"))
        let broken = Outcome(link.trigger(.truncate))
        #expect([written.text, broken.text] == ["success", "success"])
        #expect(link.edge.closings == [.output])
        let ciphertext = try link.takeOutbound()
        #expect(TLSRecord.all(in: ciphertext).count == 1)
        link.client.receive(ciphertext)
        try link.client.send(Array("rest".utf8))
        try link.pump()
        #expect(link.client.received == Array("half".utf8))
        #expect(link.client.state == .open)
        link.endInbound()
        #expect(link.edge.closings == [.output, .all])
        #expect(link.recorder.entries == [.handshake, .inactive])
    }

    @Test("A reset closes at once; a channel without a socket closes all the same, and says that it cannot reset")
    func reset() throws {
        let link = try TLSLink.open()
        let written = Outcome(link.write("half"))
        let broken = Outcome(link.trigger(.reset))
        #expect([written.text, broken.text] == ["success", "\(ChannelError.operationUnsupported)"])
        #expect(link.edge.closings == [.all])
        #expect(TLSRecord.all(in: try link.takeOutbound()).count == 1)
        #expect(link.recorder.entries == [.handshake, .inactive])
    }

    @Test(
        "A client that neither answers nor closes is given two seconds",
        arguments: [TLSBreak.truncate, .badRecordMAC]
    )
    func limit(_ way: TLSBreak) throws {
        let link = try TLSLink.open()
        _ = link.trigger(way)
        link.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1_999))
        #expect(link.recorder.entries == [.handshake])
        link.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        let told: [PipelineRecorder.Entry] = way == .truncate ? [] : [.failure(.brokenRecord(.badMAC, answer: nil))]
        #expect(link.recorder.entries == [.handshake] + told + [.inactive])
        #expect(link.edge.closings.last == .all)
    }

    @Test("A client that closes without an alert has given none, however it closes", arguments: Leaving.allCases)
    func noAlert(_ leaving: Leaving) throws {
        let link = try TLSLink.open()
        _ = link.trigger(.badRecordMAC)
        switch leaving {
        case .closeNotify:
            link.client.closeOutput()
            try link.channel.writeInbound(ByteBuffer(bytes: link.client.advance()))
            link.endInbound()
        case .endOfStream: link.endInbound()
        case .reset: link.channel.pipeline.fireChannelInactive()
        case .garbage: try link.channel.writeInbound(ByteBuffer(bytes: [23, 3, 3, 0, 1, 0]))
        }
        #expect(link.recorder.entries.prefix(2) == [.handshake, .failure(.brokenRecord(.badMAC, answer: nil))])
        #expect(link.recorder.failure.map { $0.alert == nil } == true)
    }

    enum Leaving: CaseIterable { case closeNotify, endOfStream, reset, garbage }

    @Test("What the client still sends before its alert is not passed on")
    func readOver() throws {
        let link = try TLSLink.open()
        _ = link.trigger(.badRecordMAC)
        try link.client.send(Array("rest of the request".utf8))
        try link.pump()
        #expect(link.recorder.received == [])
        #expect(link.recorder.entries.count == 3)
    }

    @Test("Before the handshake is over nothing can be broken", arguments: TLSBreak.allCases)
    func handshaking(_ way: TLSBreak) throws {
        let link = try TLSLink(try ServerFixture.context(trusting: .make()), client: TestClient(ClientSettings()))
        #expect(Outcome(link.trigger(way)).text == "\(ChannelError.inappropriateOperationForState)")
        try link.pump()
        #expect(link.client.state == .open)
    }

    @Test("After close_notify nothing can be broken", arguments: TLSBreak.allCases)
    func closed(_ way: TLSBreak) throws {
        let link = try TLSLink.open()
        try link.channel.close(mode: .output).wait()
        _ = try link.takeOutbound()
        #expect(Outcome(link.trigger(way)).text == "\(ChannelError.outputClosed)")
        #expect(try link.takeOutbound() == [])
        #expect(link.edge.closings == [.output])
    }

    @Test("Other events go on to the network's side")
    func otherEvents() throws {
        struct Other {}
        let link = try TLSLink.open()
        link.channel.triggerUserOutboundEvent(Other(), promise: nil)
        #expect(link.edge.events == 1)
        _ = link.trigger(.truncate)
        #expect(link.edge.events == 1)
    }

    @Test("The client is read even when no handler asks for it", arguments: [TLSBreak.truncate, .badRecordMAC])
    func reads(_ way: TLSBreak) throws {
        let link = try TLSLink.open()
        let before = link.edge.reads
        link.channel.pipeline.fireChannelReadComplete()
        #expect(link.edge.reads == before)
        _ = link.trigger(way)
        #expect(link.edge.reads == before + 1)
        link.channel.pipeline.fireChannelReadComplete()
        #expect(link.edge.reads == before + 2)
    }
}
