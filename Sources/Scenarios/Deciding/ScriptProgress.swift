public import Foundation

/// Where one delivery stands in its script. Holds no script and no clock, so that it can be stored.
public struct ScriptProgress: Hashable, Sendable {
    /// The place of the step in the script, from 0.
    public private(set) var step: Int
    /// By the emulator's clock.
    public private(set) var entered: Date
    /// How many history answers have shown the step.
    public private(set) var polls: Int

    /// Of a delivery that is complete at `start`.
    public init(start: Date) {
        self.init(restoring: 0, entered: start, polls: 0)
    }

    /// For a store, which restores what it once kept.
    public init(restoring step: Int, entered: Date, polls: Int) {
        self.step = step
        self.entered = entered
        self.polls = polls
    }

    /// Leaves every step whose time is over at `now`, each at the moment when it was over.
    public mutating func settle(_ script: StatusScript, at now: Date) {
        while case .after(let length)? = self.current(of: script).leaving {
            let end = self.entered.addingTimeInterval(length / .seconds(1))
            guard end <= now else { return }
            self.enterNext(of: script, at: end)
        }
    }

    /// Settles, and counts a history answer.
    ///
    /// - Returns: the step that the answer shows.
    public mutating func poll(_ script: StatusScript, at now: Date) -> StatusScript.Step {
        self.settle(script, at: now)
        while case .polls(let most)? = self.current(of: script).leaving, self.polls >= most {
            self.enterNext(of: script, at: now)
            self.settle(script, at: now)
        }
        self.polls += 1
        return self.current(of: script)
    }

    /// Settles, and leaves a step that waits for somebody's hand.
    ///
    /// - Returns: whether the step at `now` was such a one.
    public mutating func release(_ script: StatusScript, at now: Date) -> Bool {
        self.settle(script, at: now)
        guard self.current(of: script).leaving == .byHand else { return false }
        self.enterNext(of: script, at: now)
        self.settle(script, at: now)
        return true
    }

    /// When time alone next changes something; `nil` when it never does.
    public func nextChange(in script: StatusScript) -> Date? {
        guard case .after(let length)? = self.current(of: script).leaving else { return nil }
        return self.entered.addingTimeInterval(length / .seconds(1))
    }

    public func current(of script: StatusScript) -> StatusScript.Step { script.steps[self.step] }

    private mutating func enterNext(of script: StatusScript, at moment: Date) {
        self.step += 1
        self.entered = moment
        self.polls = 0
    }
}
