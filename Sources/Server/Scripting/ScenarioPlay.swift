import Domain
import Foundation
import NIOConcurrencyHelpers
import Scenarios

/// Scenarios while they are played, for all or for one sandbox: the engine that decides, and what a rule has closed.
///
/// Any thread may call it; nothing here blocks.
final class ScenarioPlay: Sendable {
    let engine: ScenarioEngine
    /// What was played from the start, for whoever begins anew.
    let beginning: [Scenario]
    /// Kept until another rule closes it anew.
    private let closure = NIOLockedValueBox<Closure?>(nil)

    struct Closure {
        let end: Date
        let heartbeatIsUp: Bool
        let rule: RuleName
    }

    init(_ engine: ScenarioEngine) {
        self.engine = engine
        self.beginning = engine.scenarios
    }

    /// Closes the environment from `now` on.
    func close(_ maintenance: ScenarioEvent.Maintenance, at now: Date, by rule: RuleName) {
        let closure = Closure(
            end: now.addingTimeInterval(maintenance.length / .seconds(1)),
            heartbeatIsUp: maintenance.heartbeatIsUp,
            rule: rule
        )
        self.closure.withLockedValue { $0 = closure }
    }

    /// What is closed at `now`; `nil` when nothing is.
    ///
    /// - Parameter now: asked only when something was ever closed.
    func closure(at now: () -> Date) -> (closure: Closure, now: Date)? {
        guard let closure = self.closure.withLockedValue({ $0 }) else { return nil }
        let now = now()
        return now < closure.end ? (closure, now) : nil
    }

    /// As it was at the start, nothing counted and nothing closed.
    func beginAnew() {
        self.engine.replace([])
        self.engine.replace(self.beginning)
        self.closure.withLockedValue { $0 = nil }
    }
}
