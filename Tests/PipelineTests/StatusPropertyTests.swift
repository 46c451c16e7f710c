import Domain
import Foundation
import Testing

@testable import Pipeline

@Suite("No delivery makes a transition that it may not, whatever is asked and wherever the clock goes")
struct StatusPropertyTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)

    private static func delivery(_ life: DeliveryLife, _ program: StatisticalProgram) throws -> Delivery {
        Delivery(
            restoring: DeliveryID(UUID()),
            user: "bank",
            organisation: .banken,
            program: program,
            period: try #require(ReferencePeriod("2026-09-30")),
            format: FileFormatName("V10"),
            fileName: "a.xml",
            version: "1",
            size: 1,
            submittedAt: Self.start,
            life: life,
            closing: nil
        )
    }

    /// A legal course of one to six steps.
    private static func course(_ program: StatisticalProgram, _ generator: inout SeededGenerator) -> DeliveryCourse {
        var statuses: [DeliveryStatus] = []
        var next = DeliveryStatus.scriptedBeginnings(in: program)
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            // A set has another order in each process.
            guard let status = DeliveryStatus.allCases.filter(next.contains).randomElement(using: &generator) else {
                break
            }
            statuses.append(status)
            next = status.scriptedSuccessors(in: program)
        }
        let leavings: [DeliveryCourse.Leaving] = [
            .after(.zero), .after(.milliseconds(700)), .after(.seconds(20)), .polls(1), .polls(3), .byHand,
        ]
        return DeliveryCourse(
            statuses.enumerated().map { index, status in
                let leaving = index == statuses.count - 1 ? nil : leavings.randomElement(using: &generator)
                return DeliveryCourse.Step(status, leaving: leaving)
            }
        )
    }

    /// The statuses that history shows, without repetitions, while the clock goes forth and back.
    private static func play(
        _ delivery: inout Delivery,
        _ generator: inout SeededGenerator,
        settling report: ValidationReport = .empty
    ) -> [DeliveryStatus] {
        var (now, shown) = (Self.start, [DeliveryStatus]())
        for _ in 0..<80 {
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: now += Double.random(in: 0...30, using: &generator)
            case 1: now -= Double.random(in: 0...60, using: &generator)
            case 2: _ = delivery.release(at: now)
            case 3: delivery.settle(report)
            default:
                let status = delivery.status(at: now)
                // As the pipeline does: what cannot change is not kept.
                let isKept = delivery.isChangedByPoll(at: now)
                let polled = isKept ? delivery.poll(at: now) : status
                if shown.last != polled { shown.append(polled) }
            }
        }
        return shown
    }

    @Test("A scripted delivery shows its steps in their order, none again", arguments: [1, 2, 3] as [UInt64])
    func scripted(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        var reached: [Int: Int] = [:]
        for round in 0..<1500 {
            let program: StatisticalProgram = round % 2 == 0 ? .krita : .vinn
            let course = Self.course(program, &generator)
            var delivery = try Self.delivery(.scripted(course, CoursePlace(start: Self.start, in: course)), program)
            let shown = Self.play(&delivery, &generator)
            #expect(Self.isPart(shown, of: course), "seed \(seed), round \(round): \(course) was seen as \(shown)")
            reached[shown.count, default: 0] += 1
        }
        #expect((1...4).allSatisfy { reached[$0, default: 0] > 20 }, "\(reached)")
    }

    /// Whether the statuses are steps of the course in its order, of which time may have passed over some.
    private static func isPart(_ shown: [DeliveryStatus], of course: DeliveryCourse) -> Bool {
        var rest = course.steps[...]
        return shown.allSatisfy { status in
            guard let index = rest.firstIndex(where: { $0.status == status && $0.leaving != .after(.zero) }) else {
                return false
            }
            rest = rest[(index + 1)...]
            return true
        }
    }

    @Test("One without a script goes only where the protocol lets it", arguments: [4, 5, 6] as [UInt64])
    func validated(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        var ends: Set<DeliveryStatus> = []
        for round in 0..<1000 {
            let program: StatisticalProgram = round % 2 == 0 ? .krita : .vinn
            let counts: [FindingSeverity: Int] =
                [[:], [.warning: 1], [.critical: 1]].randomElement(using: &generator) ?? [:]
            let settlesAt = Self.start + Double.random(in: 0...20, using: &generator)
            var delivery = try Self.delivery(.validated(settlesAt: settlesAt, report: nil), program)
            let report = ValidationReport(findings: [], counts: counts)
            let shown = Self.play(&delivery, &generator, settling: report)
            let isLegal = zip(shown, shown.dropFirst()).allSatisfy { $0.successors(in: program).contains($1) }
            #expect(isLegal, "seed \(seed), round \(round): \(shown)")
            ends.formUnion(shown)
        }
        #expect(ends == [.processing, .readIn, .stopped, .readInWithErrors])
    }
}
