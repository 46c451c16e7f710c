import Domain
import Foundation
import Store
import Testing

@testable import Pipeline

@Suite("What becomes of a delivery: by validation, or by a course that somebody wrote")
struct CourseTests {
    let installation: Installation

    init() throws { self.installation = try Installation() }

    private static let finding = Finding(
        rule: "period",
        severity: .error,
        line: 3,
        column: 7,
        message: BilingualText(sv: "Fel period.", en: "Another period.")
    )

    private func report(_ severities: FindingSeverity...) -> ValidationReport {
        let counts = Dictionary(grouping: severities) { $0 }.mapValues(\.count)
        return ValidationReport(findings: severities.isEmpty ? [] : [Self.finding], counts: counts)
    }

    /// Fragment -1 of a file whose delivery follows the course.
    private func deliver(_ client: Client, _ course: DeliveryCourse) throws -> DeliveryID {
        let receipt = try client.begin("-1")
        try receipt.append("<a/>")
        return try client.pipeline.accept(receipt, course: course).id
    }

    @Test("Bearbetar until time has passed and validation has ended, whichever is later", arguments: [true, false])
    func bothMustEnd(validatesFirst: Bool) throws {
        let validator = ToldValidator(.success(.empty))
        try self.installation.run(validator: validator) { client throws in
            let receipt = try client.begin("-1")
            let stored = try client.finish(receipt, "<a/>")
            #expect(stored.awaitsValidation)
            #expect(try client.status(stored.id) == .processing)
            if validatesFirst { try client.pipeline.validate(stored.id) }
            if !validatesFirst { self.installation.clock.advance(by: 2) }
            #expect(try client.status(stored.id) == .processing)
            if validatesFirst { self.installation.clock.advance(by: 2) }
            if !validatesFirst { try client.pipeline.validate(stored.id) }
            #expect(try client.status(stored.id) == .readIn)
            try client.pipeline.validate(stored.id)
            #expect(validator.files.count == 1)
            #expect(validator.files.first?.organisation == .banken)
        }
    }

    @Test("What validation finds decides: any finding for VINN, a critical one for KRITA")
    func outcomes() throws {
        let cases: [(ValidationReport, vinn: DeliveryStatus, krita: DeliveryStatus)] = [
            (self.report(), .readIn, .readIn), (self.report(.warning), .stopped, .readInWithErrors),
            (self.report(.error, .warning), .stopped, .readInWithErrors),
            (self.report(.critical), .stopped, .stopped), (self.report(.warning, .critical), .stopped, .stopped),
        ]
        for (report, vinn, krita) in cases {
            try self.installation.run(validator: ToldValidator(.success(report))) { client throws in
                let other = client.with {
                    $0.file.organisationNumber = "5566778899"
                    $0.file.statisticalProgram = "KRITA"
                    $0.file.fileFormat = "Krita_Monthly"
                }
                for (client, expected) in [(client, vinn), (other, krita)] {
                    let id = try client.deliver("<a/>")
                    try client.pipeline.validate(id)
                    self.installation.clock.advance(by: 2)
                    #expect(try client.status(id) == expected)
                    #expect(try client.pipeline.delivery(id)?.report(at: self.installation.clock.now) == report)
                }
            }
        }
    }

    @Test("A file that was not validated when the process ended is named at the next start, and stays Bearbetar")
    func restart() throws {
        let validator = ToldValidator(.success(self.report(.error)))
        let id = try self.installation.run(validator: validator) { try $0.deliver("<a/>") }
        self.installation.clock.advance(by: 1000)
        try self.installation.run(validator: validator) { client throws in
            #expect(client.pipeline.unvalidated == [id])
            #expect(try client.status(id) == .processing)
            try client.pipeline.validate(id)
            #expect(try client.status(id) == .stopped)
        }
        try self.installation.run(validator: validator) { client throws in
            #expect(client.pipeline.unvalidated == [])
            #expect(try client.status(id) == .stopped)
        }
    }

    @Test("A validation that fails leaves the delivery Bearbetar, to be validated again")
    func failed() throws {
        try self.installation.run(validator: ToldValidator(.failure(.init()))) { client throws in
            let id = try client.deliver("<a/>")
            #expect(throws: ToldValidator.Unreadable.self) { try client.pipeline.validate(id) }
            self.installation.clock.advance(by: 10)
            #expect(try client.status(id) == .processing)
        }
    }

    @Test("A course goes by time, by polls and by hand, over a restart too, and may take a final status back")
    func course() throws {
        let course = DeliveryCourse([
            .init(.queued, leaving: .after(.seconds(5))), .init(.processing, leaving: .polls(2)),
            .init(.readIn, leaving: .byHand), .init(.systemFault),
        ])
        let id = try self.installation.run { client throws in
            let id = try self.deliver(client, course)
            for _ in 0..<3 { #expect(try client.status(id) == .queued) }
            self.installation.clock.advance(by: 5)
            #expect(try client.status(id) == .processing)
            return id
        }
        try self.installation.run { client throws in
            #expect(client.pipeline.unvalidated == [])
            #expect(try client.status(id) == .processing)
            #expect(try client.status(id) == .readIn)
            self.installation.clock.advance(by: 1e6)
            #expect(try client.status(id) == .readIn)
            #expect(try client.pipeline.release(id))
            #expect(try client.status(id) == .systemFault)
            #expect(try !client.pipeline.release(id))
        }
    }

    @Test("A scripted final status tells its findings, and nothing before it")
    func scriptedFindings() throws {
        try self.installation.run { client throws in
            let id = try self.deliver(
                client,
                DeliveryCourse([
                    .init(.processing, leaving: .polls(1)), .init(.stopped, findings: [Self.finding, Self.finding]),
                ])
            )
            let now = self.installation.clock.now
            #expect(try client.pipeline.delivery(id)?.report(at: now) == nil)
            #expect(try client.status(id) == .processing)
            #expect(try client.pipeline.delivery(id)?.report(at: now) == nil)
            #expect(try client.status(id) == .stopped)
            let report = try client.pipeline.delivery(id)?.report(at: now)
            #expect(report?.findings == [Self.finding, Self.finding])
            #expect(report?.counts == [.error: 2])
        }
    }

    @Test("What an answer has told stays so when the clock goes back, over a restart too; what none has told does not")
    func toldStays() throws {
        let ids = try self.installation.run(validator: ToldValidator(.success(self.report(.error)))) { client throws in
            let ids = try [client.deliver("<a/>"), client.deliver("<b/>")]
            for id in ids { try client.pipeline.validate(id) }
            self.installation.clock.advance(by: 2)
            #expect(try client.status(ids[0]) == .stopped)
            self.installation.clock.advance(by: -100)
            #expect(try ids.map(client.status) == [.stopped, .processing])
            return ids
        }
        try self.installation.run { client throws in
            #expect(try ids.map(client.status) == [.stopped, .processing])
            #expect(try client.pipeline.delivery(ids[0])?.report?.counts == [.error: 1])
        }
    }

    @Test("Each user's deliveries and uploads go by the user's own clock, those of one behind the others' too")
    func ownClocks() throws {
        let bank = UserAddress("bank", in: .test)
        try self.installation.run { client throws in
            self.installation.clocks.setApart(bank).advance(by: -1000)
            let id = try client.deliver("<a/>")
            let upload = try client.send("0", "<a>").id
            self.installation.clock.advance(by: 1e6)
            try client.pipeline.sweep()
            #expect(try client.status(id) == .processing)
            #expect(try client.status(upload) == .processing)
            // The session too.
            #expect(try client.answer("1", "b").isStored)
            #expect(try client.pipeline.events() == [])
            let own = try client.pipeline.events(of: "bank").earliest
            #expect(own.map(\.text) == ["delivery \(id) becomes Inläst"])
            self.installation.clocks.clock(of: bank).set(to: own[0].time)
            #expect(try client.status(id) == .readIn)
            #expect(try client.pipeline.store.openDeliveries(at: own[0].time) == [])
            self.installation.clocks.clock(of: bank).advance(by: 3601)
            try client.pipeline.sweep()
            #expect(try client.status(upload) == nil)
        }
    }

    @Test("Time's next events are told in order, and all that happen at once together")
    func nextEvents() throws {
        try self.installation.run { client throws in
            let first = try client.deliver("<a/>")
            let second = try self.deliver(
                client,
                DeliveryCourse([.init(.queued, leaving: .after(.seconds(2))), .init(.processing)])
            )
            let start = self.installation.clock.now
            let next = try client.pipeline.events().earliest
            #expect(
                Set(next.map(\.text)) == ["delivery \(first) becomes Inläst", "delivery \(second) becomes Bearbetar"]
            )
            #expect(Set(next.map(\.time)) == [start + 2])
            self.installation.clock.advance(by: 2)
            let session = try client.pipeline.events().earliest
            #expect(session.map(\.text) == ["a session ends"])
            #expect(session.map(\.user) == ["bank"])
            self.installation.clock.advance(by: 1e6)
            #expect(try client.pipeline.events() == [])
        }
    }
}
