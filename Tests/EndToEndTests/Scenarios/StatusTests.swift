import Domain
import Foundation
import Journal
import Scenarios
import Server
import Testing

@Suite("Statuses that a scenario gives")
struct StatusTests {
    struct Marker: CustomTestStringConvertible, Sendable {
        let name: String
        var program = "VINN"
        /// The status after so many seconds more.
        let statuses: [String]
        let seconds: [Double]

        init(_ name: String, _ program: String = "VINN", _ steps: (Double, String)...) {
            self.name = name
            self.program = program
            self.seconds = steps.map(\.0)
            self.statuses = steps.map(\.1)
        }

        var testDescription: String { "\(self.name) of \(self.program)" }
    }

    @Test(
        "A file's name asks for its outcome, with the triggers that are played by default",
        arguments: [
            Marker("a_ej-paborjad.xml", "VINN", (0, "Ej Påbörjad"), (5, "Bearbetar"), (2, "Inläst")),
            Marker("a_hanger.xml", "VINN", (0, "Bearbetar"), (86_400, "Bearbetar")),
            Marker("a_langsam.xml", "VINN", (0, "Bearbetar"), (599, "Bearbetar"), (1, "Inläst")),
            Marker("a_systemfel.xml", "VINN", (0, "Bearbetar"), (2, "Systemfel"), (86_400, "Systemfel")),
            Marker("a_ej-inlast.xml", "VINN", (0, "Bearbetar"), (2, "Ej Inläst")),
            Marker("a_inlast-med-fel.xml", "KRITA", (0, "Bearbetar"), (2, "Inläst med fel")),
            Marker("a_inlast-med-fel.xml", "VINN", (0, "Bearbetar"), (2, "Ej Inläst")),
            Marker("a_aterkallad.xml", "VINN", (2, "Inläst"), (4.9, "Inläst"), (0.1, "Systemfel")),
            Marker("a.xml", "VINN", (0, "Bearbetar"), (2, "Inläst")),
        ]
    )
    func triggers(marker: Marker) async throws {
        try await withEmulator { test in
            try await test.withClient { client in
                let format = marker.program == "KRITA" ? "Krita_Monthly" : "V40"
                let sent = try await client.deliver(marker.name, program: marker.program, format: format)
                #expect(sent.status == 200)
                await test.emulator.validationsSettled()
                var statuses: [String?] = []
                for seconds in marker.seconds {
                    test.clock.advance(by: seconds)
                    statuses.append(try await client.history(sent.deliveryID).statusText)
                }
                #expect(statuses == marker.statuses)
            }
        }
    }

    @Test("What becomes of a delivery is injected, and told in SCB's words with the rule's name")
    func told() async throws {
        try await withEmulator { test in
            _ = try await test.withClient { try await $0.deliver("a_ej-paborjad.xml") }
            let entries = [try test.emulator.test.journals.common.entry(2)]
            #expect(
                entries.flatMap(\.injections).map { "\($0.rule): \($0.what)" } == [
                    "triggers/ej-paborjad: status: Ej Påbörjad for 5s, then Bearbetar for 2s, then Inläst for ever"
                ]
            )
        }
    }

    @Test("Without triggers a file's name means nothing")
    func noTriggers() async throws {
        try await playing { test in
            try await test.withClient { client in
                let sent = try await client.deliver("a_systemfel.xml")
                await test.emulator.validationsSettled()
                test.clock.advance(by: 2)
                #expect(try await client.history(sent.deliveryID).statusText == "Inläst")
            }
        }
    }

    @Test("every-status: each final status in turn, one for each delivery", arguments: ["VINN", "KRITA"])
    func everyStatus(program: String) async throws {
        try await playing(.everyStatus) { test in
            try await test.withClient { client in
                var finals: Set<String> = []
                for number in 1...6 {
                    let format = program == "KRITA" ? "Krita_Monthly" : "V40"
                    let sent = try await client.deliver("\(number).xml", program: program, format: format)
                    await test.emulator.validationsSettled()
                    test.clock.advance(by: 3600)
                    finals.insert(try #require(try await client.history(sent.deliveryID).statusText))
                }
                // The last of them never ends.
                let expected: Set<String> = ["Inläst", "Ej Inläst", "Systemfel", "Bearbetar"]
                #expect(finals == (program == "KRITA" ? expected.union(["Inläst med fel"]) : expected))
            }
        }
    }

    @Test("Steps are left by time, by history answers and by hand, and a final status can be taken back")
    func leaving() async throws {
        let steps = """
            {state: not-started, polls: 2}, {state: processing, for: 10s}, {state: read, by-hand: true}, \
            {state: system-fault}
            """
        try await playing("{name: r, then: {status: [\(steps)]}}") { test in
            try await test.withClient { client in
                let id = try await client.deliver("a.xml").deliveryID
                var statuses: [String?] = []
                for _ in 1...3 { statuses.append(try await client.history(id).statusText) }
                test.clock.advance(by: 10)
                for _ in 1...2 { statuses.append(try await client.history(id).statusText) }
                let number = try #require(DeliveryID(id))
                #expect(try await test.emulator.test.release(number))
                statuses.append(try await client.history(id).statusText)
                #expect(try await !test.emulator.test.release(number))
                #expect(
                    statuses == ["Ej Påbörjad", "Ej Påbörjad", "Bearbetar", "Inläst", "Inläst", "Systemfel"]
                )
            }
        }
    }

    @Test("A course goes on where it was after the emulator has stopped and started")
    func restart() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let clock = ControllableClock(isFrozen: true)
        let ids = try await withEmulator(data: folder.path, clock: clock) { test in
            try await test.withClient { client in
                let id = try await client.deliver("a_aterkallad.xml").deliveryID
                test.clock.advance(by: 3)
                #expect(try await client.history(id).statusText == "Inläst")
                return id
            }
        }
        try await withEmulator(data: folder.path, clock: clock) { test in
            try await test.withClient { client in
                let before = try await client.history(ids).statusText
                test.clock.advance(by: 4)
                let after = try await client.history(ids).statusText
                #expect([before, after] == ["Inläst", "Systemfel"])
            }
        }
    }
}
