import Domain
import Testing

@testable import Pipeline

@Suite("Whatever requests come, in whatever order")
struct InterleavingTests {
    /// Each run is short, so that its number alone tells where to look: `Interleaving` makes the same one again.
    @Test(
        "A delivery is exactly what was acknowledged, in order, and never a file with a known hole",
        arguments: Interleaving.Mischief.allCases
    )
    func property(mischief: Interleaving.Mischief) throws {
        var (delivered, failures) = (0, [String]())
        for seed in 1...40 {
            let run = try Interleaving(seed: UInt64(seed), mischief: mischief)
            try run.play(steps: 80)
            delivered += run.delivered.count
            if let complaint = run.complaints.first { failures.append("run \(seed): \(complaint)") }
        }
        #expect(failures.prefix(3) == [])
        // A model that nothing gets through would never complain.
        #expect(delivered > 20)
    }

    @Test("The same seed plays the same run")
    func reproducible() throws {
        let runs = try (0..<2).map { _ in
            let run = try Interleaving(seed: 7, mischief: .lateBytes)
            try run.play(steps: 80)
            return run
        }
        #expect(runs[0].log == runs[1].log)
        #expect(runs[0].delivered == runs[1].delivered)
    }
}
