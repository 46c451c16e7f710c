import Domain
import Foundation
import Scenarios
import Testing

@Suite struct ScriptProgressTests {
    private static let start = Date(timeIntervalSince1970: 1_000_000)

    private static func script(_ steps: String) throws -> StatusScript {
        try #require(
            try Example.scenario("when: {program: KRITA}, then: {status: [\(steps)]}").rules[0].actions.status
        )
    }

    private static func at(_ seconds: Double) -> Date { Self.start.addingTimeInterval(seconds) }

    @Test("Steps are left when their time is over, each at its own moment, however late anybody looks")
    func time() throws {
        let script = try Self.script(
            "{state: not-started, for: 5s}, {state: processing, for: 500ms}, {state: read, for: 0ms}, {state: not-read}"
        )
        func state(_ seconds: Double) -> DeliveryStatus {
            var progress = ScriptProgress(start: Self.start)
            progress.settle(script, at: Self.at(seconds))
            return progress.current(of: script).state
        }
        #expect(
            [0, 4.999, 5, 5.499, 5.5, 1000].map(state) == [
                .queued, .queued, .processing, .processing, .stopped, .stopped,
            ]
        )
        var progress = ScriptProgress(start: Self.start)
        #expect(progress.nextChange(in: script) == Self.at(5))
        progress.settle(script, at: Self.at(5.2))
        #expect(progress.nextChange(in: script) == Self.at(5.5))
        progress.settle(script, at: Self.at(1000))
        #expect(progress.nextChange(in: script) == nil)
        #expect(progress.entered == Self.at(5.5))
    }

    @Test("A clock that is set back takes no step back")
    func setBack() throws {
        let script = try Self.script("{state: processing, for: 5s}, {state: read}")
        var progress = ScriptProgress(start: Self.start)
        progress.settle(script, at: Self.at(6))
        progress.settle(script, at: Self.at(-6))
        #expect(progress.current(of: script).state == .readIn)
    }

    @Test("A step is shown by as many history answers as it says")
    func polls() throws {
        let script = try Self.script("{state: not-started, polls: 2}, {state: processing, polls: 1}, {state: read}")
        var progress = ScriptProgress(start: Self.start)
        let shown = (0..<5).map { progress.poll(script, at: Self.at(Double($0))).state }
        #expect(shown == [.queued, .queued, .processing, .readIn, .readIn])
        #expect(progress.entered == Self.at(3))
    }

    @Test("Time goes on between polls, and polls are counted anew in each step")
    func mixed() throws {
        let script = try Self.script("{state: processing, polls: 1}, {state: read, for: 2s}, {state: system-fault}")
        var progress = ScriptProgress(start: Self.start)
        #expect(progress.poll(script, at: Self.at(100)).state == .processing)
        #expect(progress.nextChange(in: script) == nil)
        #expect(progress.poll(script, at: Self.at(200)).state == .readIn)
        #expect(progress.nextChange(in: script) == Self.at(202))
        #expect(progress.poll(script, at: Self.at(201.9)).state == .readIn)
        #expect(progress.poll(script, at: Self.at(202)).state == .systemFault)
        #expect(progress.polls == 1)
    }

    @Test("A step that waits for a hand waits")
    func byHand() throws {
        let script = try Self.script(
            "{state: processing, by-hand: true}, {state: read, for: 1s}, {state: system-fault}"
        )
        var progress = ScriptProgress(start: Self.start)
        #expect(progress.poll(script, at: Self.at(1e6)).state == .processing)
        let isReleased = progress.release(script, at: Self.at(1e6))
        #expect(isReleased)
        #expect(progress.current(of: script).state == .readIn)
        let isReleasedAgain = progress.release(script, at: Self.at(1e6))
        #expect(!isReleasedAgain)
        #expect(progress.poll(script, at: Self.at(1e6 + 1)).state == .systemFault)
    }

    @Test("A last step lasts for ever")
    func hangs() throws {
        let script = try Self.script("{state: processing}")
        var progress = ScriptProgress(start: Self.start)
        let isReleased = progress.release(script, at: Self.at(1))
        #expect(!isReleased)
        #expect(progress.poll(script, at: .distantFuture).state == .processing)
        #expect(progress.nextChange(in: script) == nil)
    }

    @Test("Progress that was stored goes on")
    func restored() throws {
        let script = try Self.script("{state: processing, polls: 2}, {state: read}")
        var progress = ScriptProgress(start: Self.start)
        _ = progress.poll(script, at: Self.start)
        var restored = ScriptProgress(restoring: progress.step, entered: progress.entered, polls: progress.polls)
        #expect(restored == progress)
        #expect([0, 1].map { _ in restored.poll(script, at: Self.start).state } == [.processing, .readIn])
    }
}
