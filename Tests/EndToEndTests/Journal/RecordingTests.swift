import AsyncHTTPClient
import Domain
import Foundation
import Journal
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Scenarios
import Server
import Settings
import Testing

/// One way in which a call can end, and the one entry that it leaves.
struct EndingCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var rules: [String] = []
    var user: String? = "demo"
    var call: @Sendable (M2MClient, _ cookie: String) async throws -> Void
    /// What the entry is and how it ended, in the journal's words.
    let words: String
    var injected: [String] = []
    /// The entry's user, where it is not ``user``.
    var isNobodys = false
}

private let address = FileAddress().path

private func upload(_ fragment: String = "0", _ content: String = "<a>")
    -> @Sendable (M2MClient, String) async throws -> Void
{
    { client, cookie in _ = try? await client.upload(fragment, content, cookie: cookie) }
}

private let endingCases: [EndingCase] = [
    EndingCase(
        testDescription: "an answer",
        call: upload(),
        words: "fragment 0 of 'holdings.xml' was answered with 200"
    ),
    EndingCase(
        testDescription: "no such path",
        call: { client, _ in _ = try await client.send(.GET, "nothing") },
        words: "GET /m2m/v2/nothing was refused with 404 path-not-found"
    ),
    EndingCase(
        testDescription: "another method",
        call: { client, _ in _ = try await client.send(.DELETE, "heartbeat") },
        words: "DELETE /m2m/v2/heartbeat was refused with 405 method-not-allowed"
    ),
    EndingCase(
        testDescription: "no certificate",
        user: nil,
        call: { client, _ in _ = try await client.heartbeat() },
        words: "heartbeat was refused with 403 certificate-missing",
        isNobodys: true
    ),
    EndingCase(
        testDescription: "no session",
        call: { client, _ in _ = try await client.upload("0", "<a>", cookie: nil) },
        words: "fragment 0 of 'holdings.xml' was refused with 401 session-missing"
    ),
    EndingCase(
        testDescription: "a parameter that means nothing",
        call: upload("x"),
        words: "fragment 'x' of 'holdings.xml' was refused with 400 fragment-invalid"
    ),
    EndingCase(
        testDescription: "out of order, the body read over",
        call: upload("7", String(repeating: " ", count: 300_000)),
        words: "fragment 7 of 'holdings.xml' was refused with 409 fragment-out-of-order"
    ),
    EndingCase(
        testDescription: "no XML",
        call: upload("-1", "no file"),
        words: "-1 of 'holdings.xml' was refused with 400 file-not-well-formed"
    ),
    EndingCase(
        testDescription: "a fault in the body",
        rules: ["{name: r, when: {endpoint: upload}, then: {fault: {at: {request-bytes: 10}, do: reset}}}"],
        call: upload(),
        words: "fragment 0 of 'holdings.xml' was broken by a scenario (injected by test/r)",
        injected: ["test/r"]
    ),
    EndingCase(
        testDescription: "a fault before the fragment is stored",
        rules: ["{name: r, when: {endpoint: upload}, then: {fault: {at: before-stored, do: truncate}}}"],
        call: upload(),
        words: "fragment 0 of 'holdings.xml' was broken by a scenario (injected by test/r)",
        injected: ["test/r"]
    ),
    EndingCase(
        testDescription: "a fault in the answer",
        rules: ["{name: r, when: {endpoint: upload}, then: {fault: {at: {answer-bytes: 20}, do: close}}}"],
        call: upload(),
        words: "fragment 0 of 'holdings.xml' was broken by a scenario (injected by test/r)",
        injected: ["test/r"]
    ),
    EndingCase(
        testDescription: "a fault after the answer",
        rules: ["{name: r, when: {endpoint: upload}, then: {fault: {at: idle, do: close}}}"],
        call: upload(),
        words: "fragment 0 of 'holdings.xml' was answered with 200",
        injected: ["test/r"]
    ),
    EndingCase(
        testDescription: "an answer that drips",
        rules: ["{name: r, when: {endpoint: upload}, then: {delay: {drip: {bytes: 200, every: 10ms}}}}"],
        call: upload(),
        words: "fragment 0 of 'holdings.xml' was answered with 200",
        injected: ["test/r"]
    ),
    EndingCase(
        testDescription: "a scripted answer",
        rules: ["{name: r, when: {endpoint: upload}, then: {answer: {status: 503, code: scripted-busy}}}"],
        call: upload(),
        words: "fragment 0 of 'holdings.xml' was refused with 503 scripted-busy (injected by test/r)",
        injected: ["test/r"]
    ),
    EndingCase(
        testDescription: "a certificate that the scenario revokes",
        rules: ["{name: r, when: {endpoint: upload}, then: {event: revoke-certificate}}"],
        call: upload(),
        words: "fragment 0 of 'holdings.xml' was refused with 403 certificate-revoked (injected by test/r)",
        injected: ["test/r"]
    ),
]

@Suite("What the journal records")
struct RecordingTests {
    @Test("Every way of ending is recorded exactly once", arguments: endingCases)
    func ending(_ ending: EndingCase) async throws {
        let scenarios = ending.rules.isEmpty ? [] : [try Scenario.playing(ending.rules)]
        let play: @Sendable (inout ServeOptions) -> Void = { $0.scenarios = scenarios }
        try await withEmulator(configure: play) { test in
            let journal = test.emulator.test.journals.common
            let cookie = try await test.withClient { try await $0.heartbeat().cookie }
            try await test.withClient(ending.user) { try await ending.call($0, cookie) }
            let entry = try await journal.wait(for: JournalFilter(), after: 1, timeout: .seconds(30))
            #expect("\(entry.words) \(entry.endingWords)" == ending.words)
            #expect(entry.injections.map(\.rule) == ending.injected)
            #expect(entry.user == (ending.isNobodys ? nil : "demo"))
            #expect(entry.time == test.clock.now)
            #expect(entry.connection.number == 2)
            #expect(entry.connection.tlsVersion == "TLSv1.3")
            // Another call, so that whatever else there was of the first is recorded by now.
            _ = try await test.withClient("fund") { try await $0.heartbeat() }
            #expect(try journal.page().entries.map(\.number) == [1, 2, 3])
        }
    }

    @Test("An upload's entry has what became of it")
    func upload() async throws {
        try await withEmulator { test in
            let (cookie, first, closing) = try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                let first = try await client.upload("0", "<Report xmlns=\"http://scb.se/gdb/vinn\">", cookie: cookie)
                let closing = try await client.upload("-1", "</Report>", cookie: cookie)
                await test.emulator.validationsSettled()
                test.clock.advance(by: 2)
                _ = try await client.history(closing.deliveryID)
                return (cookie, first, closing)
            }
            let requests = try test.emulator.test.journals.common.page().entries.compactMap(\.request)
            let id = try #require(DeliveryID(closing.deliveryID))
            #expect(
                requests.map { $0.call?.words } == [
                    "heartbeat", "fragment 0 of 'holdings.xml'", "-1 of 'holdings.xml'", "history of \(id)",
                ]
            )
            #expect(requests.map(\.delivery) == [nil, id, id, id])
            #expect(requests.map(\.madeDelivery) == [false, false, true, false])
            #expect(requests.map(\.status) == [nil, nil, nil, .stopped])
            #expect(requests[1].payload == RecordedPayload(bytes: 39, file: id, offset: 0))
            #expect(requests[2].payload == RecordedPayload(bytes: 9, file: id, offset: 39))
            #expect(requests[1].bodyBytes == Form("<Report xmlns=\"http://scb.se/gdb/vinn\">").body.utf8.count)
            let token = cookie.split(separator: "=").last.map(String.init)
            #expect(requests.map(\.session) == [token, token, token, nil])
            #expect(requests[1].headers["cookie"] == [cookie])
            #expect(requests[1].answer.map { String(buffer: $0.body) } == first.body)
            #expect(requests[1].answer?.headers["date"] == first.headers["date"])
            #expect(Set(requests.map(\.traceID)).count == 4)
        }
    }

    @Test("The hash of what a fragment carried is computed from the stored file, and missed when that is gone")
    func hash() async throws {
        try await withEmulator { test in
            _ = try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                _ = try await client.upload("0", "abc", cookie: cookie)
                return try await client.upload("1", "", cookie: cookie)
            }
            let environment = test.emulator.test
            let payloads = try environment.journals.common.page().entries.compactMap { $0.request?.payload }
            #expect(payloads.count == 2)
            #expect(
                await environment.hash(of: payloads[0])
                    == .sha256("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
            )
            #expect(
                await environment.hash(of: payloads[1])
                    == .sha256("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
            )
            try await test.emulator.reset()
            #expect(
                await environment.hash(of: payloads[0])
                    == .missing(
                        "The file is gone: its upload was begun anew, refused at -1, abandoned, or removed."
                    )
            )
        }
    }

    @Test("A repeat is flagged, and a refusal names its session and the trace that the client was told")
    func repeats() async throws {
        try await withEmulator { test in
            let refused = try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                _ = try await client.upload("0", "<a>", cookie: cookie)
                _ = try await client.upload("0", "<a>", cookie: cookie)
                return try await client.upload("5", "<a>", cookie: cookie)
            }
            let requests = try test.emulator.test.journals.common.page().entries.compactMap(\.request)
            #expect(requests.map(\.deviations) == [[], [], ["fragment-repeated"], []])
            #expect(requests[2].payload == requests[1].payload)
            #expect(requests[3].payload == nil)
            #expect(requests[3].session == requests[0].session)
            #expect(requests[3].traceID == refused.property("traceId"))
        }
    }

    @Test("A handshake that failed is recorded once, with the user whose number the certificate has")
    func handshake() async throws {
        let reject: @Sendable (inout Settings) -> Void = { $0.tls.refusal = .reject }
        try await withEmulator(change: reject) { test in
            test.clock.advance(by: 800 * 24 * 3600)
            await #expect(throws: (any Error).self) { try await test.withClient { try await $0.heartbeat() } }
            let journal = test.emulator.test.journals.common
            let entry = try await journal.wait(for: JournalFilter(), timeout: .seconds(30))
            let handshake = try #require(entry.handshake)
            #expect(entry.user == "demo")
            #expect(handshake.refusal?.check == .validity)
            #expect(handshake.reason.hasPrefix("The TLS handshake was refused. "))
            #expect(handshake.checks.map(\.outcome).prefix(5) == [.passed, .passed, .passed, .passed, .failed])
            #expect(entry.certificate?.subject.contains("demo") == true)
            #expect(entry.time == test.clock.now)
        }
    }

    @Test(
        "A client that is gone in the middle of the body has given up; one that ends in order may still read an answer",
        arguments: [
            (true, "fragment 0 of 'holdings.xml' was given up by the client before its answer"),
            (false, "fragment 0 of 'holdings.xml' was refused with 400 body-incomplete"),
        ]
    )
    func leaving(resets: Bool, _ words: String) async throws {
        try await withEmulator { test in
            let cookie = try await test.withClient { try await $0.heartbeat().cookie }
            try await test.leave(
                resets: resets,
                """
                POST /m2m/v2/file/0/\(address) HTTP/1.1\r
                Host: localhost\r
                Cookie: \(cookie)\r
                Content-Type: multipart/form-data; boundary=b0undary\r
                Content-Length: 1000\r
                Expect: 100-continue\r
                \r

                """
            )
            let journal = test.emulator.test.journals.common
            let entry = try await journal.wait(for: JournalFilter(), after: 1, timeout: .seconds(30))
            #expect("\(entry.words) \(entry.endingWords)" == words)
            #expect(entry.request?.session != nil)
        }
    }

    @Test("Bytes that are no TLS are a failed handshake; a port that is only tried is nothing")
    func noTLS() async throws {
        try await withEmulator { test in
            try await test.connectAndSend("")
            try await test.connectAndSend("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let journal = test.emulator.test.journals.common
            let entry = try await journal.wait(for: JournalFilter(), timeout: .seconds(30))
            #expect(entry.handshake?.reason == "Plain HTTP came to the TLS port.")
            #expect(entry.user == nil)
            _ = try await test.withClient { try await $0.heartbeat() }
            #expect(try journal.page().entries.map { $0.handshake == nil } == [false, true])
        }
    }

    @Test("A sandbox's calls are in its own journal alone, and go with it")
    func sandboxes() async throws {
        try await withEmulator { test in
            let journals = test.emulator.test.journals
            let (first, second) = (try await test.makeSandbox(), try await test.makeSandbox())
            _ = try await test.withClient(first) { try await $0.heartbeat() }
            _ = try await test.withClient { try await $0.heartbeat() }
            #expect(try journals.journal(of: first.name.user).page().entries.map(\.user) == [first.name.user])
            #expect(try journals.journal(of: second.name.user).page().entries.map(\.user) == [])
            #expect(try journals.common.page().entries.map(\.user) == ["demo"])
            #expect(try test.scope(first).journal === journals.journal(of: first.name.user))
            try await test.scope(first).reset()
            #expect(try test.scope(first).journal.page().newest == 1)
            #expect(throws: JournalError.self) { try test.scope(first).journal.entry(1) }
            try await test.emulator.test.sandboxes.remove(first.name)
            _ = try? await test.withClient(first) { try await $0.heartbeat() }
            #expect(try journals.common.page().entries.count == 2)
        }
    }

    @Test("With no entries nothing is recorded, and asking says so")
    func off() async throws {
        let off: @Sendable (inout Settings) -> Void = { $0.journal.entries = 0 }
        try await withEmulator(change: off) { test in
            let sandbox = try await test.makeSandbox()
            _ = try await test.withClient { try await $0.heartbeat() }
            _ = try await test.withClient(sandbox) { try await $0.heartbeat() }
            #expect(throws: JournalError.self) { try test.emulator.test.journals.common.page() }
            #expect(throws: JournalError.self) { try test.scope(sandbox).journal.page() }
        }
    }
}

extension EmulatorUnderTest {
    /// Sends bytes to the test environment's port and waits for its answer, or closes at once when there are none.
    fileprivate func connectAndSend(_ text: String) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: self.emulator.test.port).get()
        guard !text.isEmpty else { return try await channel.close() }
        try await channel.writeAndFlush(ByteBuffer(string: text))
        try await channel.closeFuture.get()
    }

    /// Sends a request's head as the user demo, waits for a word of the emulator's, and ends the connection.
    fileprivate func leave(resets: Bool, _ head: String) async throws {
        let identity = try #require(Identity("demo", of: self.emulator.test))
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        tls.certificateChain = try NIOSSLCertificate.fromPEMFile(identity.certificatePath).map { .certificate($0) }
        tls.privateKey = .privateKey(try NIOSSLPrivateKey(file: identity.keyPath, format: .pem))
        let context = try NIOSSLContext(configuration: tls)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: nil)
                    try channel.pipeline.syncOperations.addHandlers(handler, LeaveWhenRead(resets: resets))
                }
            }
            .connect(host: "127.0.0.1", port: self.emulator.test.port).get()
        let options = try #require(channel as? any SocketOptionProvider)
        if resets { try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get() }
        try await channel.writeAndFlush(ByteBuffer(string: head))
        try await channel.closeFuture.get()
    }
}

/// Closes the connection when anything is read: in order, or without a word of TLS.
private final class LeaveWhenRead: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let resets: Bool

    init(resets: Bool) {
        self.resets = resets
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard self.resets else { return context.close(promise: nil) }
        // From the TLS handler's place on, so that it sends no close_notify.
        let pipeline = context.pipeline.syncOperations
        try? pipeline.context(handlerType: NIOSSLClientHandler.self).close(promise: nil)
    }
}

@available(*, unavailable)
extension LeaveWhenRead: Sendable {}
