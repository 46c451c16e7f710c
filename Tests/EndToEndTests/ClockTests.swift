import Domain
import Foundation
import NIOHTTP1
import Pipeline
import Server
import Settings
import Testing

@Suite("The clock in somebody's hand")
struct ClockTests {
    private static let demo = UserAddress("demo", in: .test)
    private static let fund = UserAddress("fund", in: .test)
    private static let day = Duration.seconds(86_400)

    private func texts(_ events: [ClockEvent]) -> [String] {
        events.map { "\($0.environment)/\($0.user ?? "-"): \($0.text)" }
    }

    @Test("Frozen, a delivery goes from Bearbetar to Inläst by a word; what happened then is told, and nothing else")
    func toReadIn() async throws {
        try await withEmulator { test in
            let start = try test.emulator.now()
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                let id = try await client.upload("-1", SampleText.report, cookie: cookie).deliveryID
                #expect(try await client.history(id).statusText == "Bearbetar")
                let fired = try await test.emulator.advanceToNextEvent()
                #expect(self.texts(fired) == ["test/demo: delivery \(id) becomes Inläst"])
                #expect(fired.map(\.time) == [start + 2])
                #expect(try test.emulator.now() == start + 2)
                #expect(try await client.history(id).statusText == "Inläst")
            }
        }
    }

    @Test("The next events are told one moment after the other: session, upload, certificates and lists, then none")
    func nextEvents() async throws {
        let longUploads: (inout Settings) -> Void = { $0.uploads.abandonAfter = .seconds(3600) }
        try await withEmulator(change: longUploads) { test in
            let start = try test.emulator.now()
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                let id = try await client.upload("0", "<Report>", cookie: cookie).deliveryID
                let session = try await test.emulator.advanceToNextEvent()
                #expect(self.texts(session) == ["test/demo: a session ends"])
                #expect(abs(try test.emulator.now().timeIntervalSince(start) - 1200.001) < 1e-5)
                #expect(try await client.upload("1", "x", cookie: cookie).code == "session-unknown")
                #expect(try test.storedFiles == [id])
                let upload = try await test.emulator.advanceToNextEvent()
                #expect(self.texts(upload) == ["test/demo: upload \(id) is given up"])
                #expect(try test.storedFiles == [])
            }
            var rest: [ClockEvent] = []
            while rest.count < 10, case let fired = try await test.emulator.advanceToNextEvent(), !fired.isEmpty {
                #expect(fired.allSatisfy { $0.time == rest.last?.time || $0.time > rest.last?.time ?? start })
                #expect(try test.emulator.now() == fired[0].time)
                rest += fired
            }
            let kinds = rest.map {
                "\($0.user ?? "-") \($0.text.split(separator: " ").suffix(2).joined(separator: " "))"
            }
            #expect(
                kinds.sorted()
                    == [
                        "- becomes stale", "demo 5CB00000000000000000000000000001 expires",
                        "fund 5CB00000000000000000000000000002 expires",
                    ].sorted()
            )
        }
    }

    @Test("Of several who go to the next event at once, each has one of his own: the second waits for the first")
    func nextEventsAtOnce() async throws {
        try await withEmulator { test in
            let start = try test.emulator.now()
            try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                for name in 0..<4 {
                    _ = try await client.upload(
                        "-1",
                        SampleText.report,
                        cookie: cookie,
                        to: FileAddress(name: "\(name).xml")
                    )
                    try await test.emulator.advance(by: .milliseconds(100))
                }
            }
            let times = try await withThrowingTaskGroup(of: Date?.self) { group in
                for _ in 0..<4 { group.addTask { try await test.emulator.advanceToNextEvent().first?.time } }
                return try await group.reduce(into: Set<Date>()) { if let time = $1 { $0.insert(time) } }
            }
            #expect(
                times.sorted().map { Int(($0.timeIntervalSince(start) * 1000).rounded()) } == [2000, 2100, 2200, 2300]
            )
        }
    }

    @Test(
        "One user's clock is set past the certificate's end: 403, and the other goes on as before; then it is given back"
    )
    func oneUser() async throws {
        try await withEmulator { test in
            let start = try test.emulator.now()
            try await test.emulator.advance(by: Self.day * 800, of: Self.demo)
            #expect(try test.emulator.now(of: Self.demo) == start + 800 * 86_400)
            #expect(try test.emulator.now(of: Self.fund) == start)
            try await test.withClient("demo") { demo in
                #expect(try await demo.heartbeat().code == "certificate-expired")
                try await test.withClient("fund") { fund in
                    #expect(try await fund.heartbeat().status == 200)
                    try await test.emulator.followCommonClock(Self.demo)
                    #expect(try await demo.heartbeat().status == 200)
                }
            }
        }
    }

    @Test("In the handshake too the certificate is judged by its user's clock")
    func rejected() async throws {
        let rejecting: (inout Settings) -> Void = { $0.tls.refusal = .reject }
        try await withEmulator(change: rejecting) { test in
            try await test.emulator.advance(by: Self.day * 800, of: Self.demo)
            await #expect(throws: (any Error).self) {
                try await test.withClient("demo") { try await $0.heartbeat().status }
            }
            #expect(try await test.withClient("fund") { try await $0.heartbeat().status } == 200)
        }
    }

    @Test("All that a user is told has the user's time, and the user's sessions and deliveries go by it")
    func timestamps() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let start = Date(timeIntervalSince1970: 1_700_000_000.25)
        let clock = ControllableClock(startingAt: start, isFrozen: true)
        try await withEmulator(certificates: folder.path, clock: clock) { test in
            try await test.emulator.set(to: start + 86_400, of: Self.demo)
            try await test.withClient("fund") { fund in
                let heartbeat = try await fund.heartbeat()
                #expect(heartbeat.body == "\"2023-11-14T22:13:20.250Z\"")
                #expect(heartbeat.headers["date"] == ["Tue, 14 Nov 2023 22:13:20 GMT"])
                try await test.withClient("demo") { demo in
                    let heartbeat = try await demo.heartbeat()
                    #expect(heartbeat.body == "\"2023-11-15T22:13:20.250Z\"")
                    #expect(heartbeat.headers["date"] == ["Wed, 15 Nov 2023 22:13:20 GMT"])
                    let sent = try await demo.upload("-1", SampleText.report, cookie: heartbeat.cookie)
                    #expect(sent.property("TimeStamp") == "2023-11-15T22:13:20.250Z")
                    try await test.emulator.advance(by: .seconds(100))
                    #expect(try await demo.history(sent.deliveryID).statusText == "Bearbetar")
                    #expect(try await test.emulator.advanceToNextEvent(of: Self.fund).map(\.text) == ["a session ends"])
                    let fired = try await test.emulator.advanceToNextEvent(of: Self.demo)
                    #expect(fired.map(\.text) == ["delivery \(sent.deliveryID) becomes Inläst"])
                    let history = try await demo.history(sent.deliveryID)
                    #expect(history.statusText == "Inläst")
                    #expect(history.property("SubmissionDate") == "2023-11-15 23:13:20")
                }
            }
        }
    }

    @Test("Scripted steps fire one after the other, a trigger's too; and maintenance ends when its time has come")
    func scripted() async throws {
        let steps = "{state: not-started, for: 5s}, {state: processing, for: 7s}, {state: read}"
        let course = "{name: course, then: {status: [\(steps)]}}"
        let closing = "{maintenance: {for: 9s, heartbeat: down}}"
        let closed = "{name: closed, when: {endpoint: heartbeat, occurrence: 2}, then: {event: \(closing)}}"
        try await playing(course, closed) { test in
            let start = try test.emulator.now()
            try await test.withClient { client in
                let id = try await client.deliver("a.xml").deliveryID
                #expect(try await client.history(id).statusText == "Ej Påbörjad")
                #expect(try await client.heartbeat().status == 503)
                var (told, times) = ([String](), [Int]())
                for _ in 1...3 {
                    let fired = try await test.emulator.advanceToNextEvent()
                    told += self.texts(fired)
                    times.append(Int(fired[0].time.timeIntervalSince(start).rounded()))
                }
                #expect(
                    told == [
                        "test/demo: delivery \(id) becomes Bearbetar",
                        "test/-: the environment is open again after maintenance",
                        "test/demo: delivery \(id) becomes Inläst",
                    ]
                )
                #expect(times == [5, 9, 12])
                #expect(try await client.history(id).statusText == "Inläst")
            }
        }
    }

    @Test("A clock stands and goes on when it is told to, one user's without the others'")
    func resumed() async throws {
        try await withEmulator(clock: ControllableClock()) { test in
            try await test.emulator.freeze()
            #expect(try test.emulator.isFrozen())
            try await test.emulator.resume()
            #expect(try !test.emulator.isFrozen())
            #expect(try test.emulator.isFrozen(of: Self.demo) == false)
            try await test.emulator.freeze(of: Self.demo)
            #expect(try test.emulator.isFrozen(of: Self.demo))
            #expect(try !test.emulator.isFrozen())
        }
    }

    @Test("A time or a user that cannot be is refused with what can, and nothing is changed")
    func refused() async throws {
        try await withEmulator { test in
            let start = try test.emulator.now()
            let emulator = test.emulator
            let nobody = UserAddress("nobody", in: .test)
            let cases: [(String, () async throws -> Void)] = [
                (
                    "The clock cannot be set to -1 s after 1970",
                    { try await emulator.set(to: Date(timeIntervalSince1970: -1)) }
                ),
                (
                    "The clock cannot be set to",
                    { try await emulator.advance(by: Self.day * 365 * 8100, of: Self.demo) }
                ),
                (
                    "There is no user 'nobody' in the test environment: it has 'demo', 'fund'.",
                    { try await emulator.freeze(of: nobody) }
                ),
                ("There is no user 'nobody'", { _ = try await emulator.advanceToNextEvent(of: nobody) }),
                (
                    "The production environment is not served.",
                    { _ = try emulator.now(of: UserAddress("demo", in: .production)) }
                ),
            ]
            for (text, change) in cases {
                let error = await #expect(throws: ControlError.self) { try await change() }
                #expect(error?.description.hasPrefix(text) == true, "\(String(describing: error))")
            }
            #expect(try emulator.now() == start)
            #expect(test.clocks.followsCommon(Self.demo))
        }
    }
}
