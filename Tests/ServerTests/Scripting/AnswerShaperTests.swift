import NIOConcurrencyHelpers
import NIOCore
import NIOEmbedded
import Scenarios
import Testing

@testable import Server

@Suite("The shape of an answer")
struct AnswerShaperTests {
    private static let answer = "HTTP/1.1 200 OK"

    /// What left at once, and after each of so many pauses of 100 ms; `!` where the cut was reached.
    private func pieces(
        _ delay: String?,
        cut: AnswerShaper.Cut?,
        pauses: Int
    ) throws -> (pieces: [String], isRemoved: Bool) {
        let channel = EmbeddedChannel()
        let isCut = NIOLockedValueBox(false)
        let drip = try delay.flatMap { try Self.drip($0) }
        let shaper = AnswerShaper(drip: drip, cut: cut) { isCut.withLockedValue { $0 = true } }
        try channel.pipeline.syncOperations.addHandler(shaper)
        for part in ["HTTP/1.1 ", "200", " OK"] { channel.write(ByteBuffer(string: part), promise: nil) }
        channel.flush()
        var pieces: [String] = []
        for pause in 0...pauses {
            if pause > 0 { channel.embeddedEventLoop.advanceTime(by: .milliseconds(100)) }
            var piece = ""
            while let bytes = try channel.readOutbound(as: ByteBuffer.self) { piece += String(buffer: bytes) + "|" }
            let wasCut = isCut.withLockedValue { isCut in
                defer { isCut = false }
                return isCut
            }
            pieces.append(piece + (wasCut ? "!" : ""))
        }
        let isRemoved = (try? channel.pipeline.syncOperations.handler(type: AnswerShaper.self)) == nil
        _ = try? channel.finish()
        return (pieces, isRemoved)
    }

    private static func drip(_ text: String) throws -> ScriptedDelay.Drip? {
        let rule = "{name: r, then: {delay: {drip: \(text)}}}"
        return try Scenario.parse("scenario: s\nrules: [\(rule)]", file: "s.yaml").rules[0].actions.delay?.drip
    }

    @Test("A dripping answer leaves so many bytes at a time, the last as many as are left")
    func drip() throws {
        let (pieces, isRemoved) = try self.pieces("{bytes: 6, every: 100ms}", cut: nil, pauses: 3)
        #expect(pieces == ["HTTP/1|", ".1 200|", " OK|", ""])
        #expect(isRemoved)
    }

    @Test(
        "A cut answer ends after its bytes, or where it ends if that comes first",
        arguments: [(0, "!"), (4, "HTTP|!"), (15, "HTTP/1.1 200 OK|!"), (99, "HTTP/1.1 200 OK|!")]
    )
    func cut(bytes: Int, left: String) throws {
        let (pieces, isRemoved) = try self.pieces(nil, cut: .init(bytes: bytes, stall: nil), pauses: 1)
        #expect(pieces == [left, ""])
        #expect(isRemoved)
    }

    @Test("A stalled answer goes on after the stall")
    func stall() throws {
        let (pieces, isRemoved) = try self.pieces(nil, cut: .init(bytes: 4, stall: .milliseconds(200)), pauses: 2)
        #expect(pieces == ["HTTP|!", "", "/1.1 200 OK|"])
        #expect(isRemoved)
    }

    @Test("A dripping answer is cut in the middle of a piece, or stalls there")
    func both() throws {
        let drip = "{bytes: 6, every: 100ms}"
        #expect(
            try self.pieces(drip, cut: .init(bytes: 8, stall: nil), pauses: 2).pieces == ["HTTP/1|", ".1|", "!"]
        )
        let stalled = try self.pieces(drip, cut: .init(bytes: 8, stall: .milliseconds(200)), pauses: 6)
        #expect(stalled.pieces == ["HTTP/1|", ".1|", "!", "", " 200 O|", "K|", ""])
        #expect(stalled.isRemoved)
    }

    @Test("That the emulator is about to stop is told behind the answer, since it ends the connection")
    func stop() throws {
        let channel = EmbeddedChannel()
        let told = NIOLockedValueBox(false)
        let drip = try Self.drip("{bytes: 10, every: 100ms}")
        try channel.pipeline.syncOperations.addHandler(AnswerShaper(drip: drip, cut: nil) {})
        try channel.pipeline.syncOperations.addHandler(StopListener(told: told))
        channel.writeAndFlush(ByteBuffer(string: Self.answer), promise: nil)
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(!told.withLockedValue { $0 })
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(100))
        #expect(told.withLockedValue { $0 })
        _ = try channel.finish()
    }

    @Test("An answer that the client does not wait for ends with the connection")
    func closed() throws {
        let channel = EmbeddedChannel()
        let drip = try Self.drip("{bytes: 1, every: 100ms}")
        try channel.pipeline.syncOperations.addHandler(AnswerShaper(drip: drip, cut: nil) {})
        let written = channel.writeAndFlush(ByteBuffer(string: Self.answer))
        _ = try channel.finish()
        #expect(throws: ChannelError.self) { try written.wait() }
        channel.embeddedEventLoop.advanceTime(by: .seconds(10))
    }
}

private final class StopListener: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let told: NIOLockedValueBox<Bool>

    init(told: NIOLockedValueBox<Bool>) {
        self.told = told
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { self.told.withLockedValue { $0 = true } }
    }
}
