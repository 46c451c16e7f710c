import Domain
import Foundation
import NIOConcurrencyHelpers
import Pipeline
import Scenarios

/// Where the scenarios of one environment have their say: when a request's certificate has found its user, and before
/// anything else of it is judged (docs/scenarios.md, "In what order").
///
/// Any thread may call it; nothing here blocks.
final class ScenarioStage: Sendable {
    let engine: ScenarioEngine
    private let pipeline: SubmissionPipeline
    /// What a rule has closed; kept until another rule closes it anew.
    private let closure = NIOLockedValueBox<Closure?>(nil)

    private struct Closure {
        let end: Date
        let heartbeatIsUp: Bool
        let rule: RuleName
    }

    init(_ engine: ScenarioEngine, pipeline: SubmissionPipeline) {
        self.engine = engine
        self.pipeline = pipeline
    }

    /// What is to be done with the request; once for each, since it counts.
    ///
    /// - Parameter file: that of the delivery which a history call asks for; `nil` when it is not known.
    func decide(_ request: IdentifiedRequest, file: (SubmissionFacts, name: String)? = nil) -> Decision {
        self.engine.decide(self.facts(of: request, file))
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

    /// The refusal of a request that comes while the environment is closed, and the rule that closed it; `nil` when the
    /// request is to be judged as always.
    func refusal(of request: IdentifiedRequest) -> (problem: Problem, rule: RuleName)? {
        guard let closure = self.closure.withLockedValue({ $0 }) else { return nil }
        let now = self.pipeline.now(of: request.reporter.user.name)
        guard now < closure.end else { return nil }
        switch request.call {
        case .heartbeat where closure.heartbeatIsUp: return nil
        case .history: return nil
        case .heartbeat, .upload: break
        }
        let problem = Problem.maintenance(
            self.pipeline.environment,
            until: closure.end,
            now: now,
            rule: closure.rule.description
        )
        return (problem, closure.rule)
    }

    /// When the environment opens again; `nil` when it is open at `now`.
    func opening(after now: Date) -> Date? {
        self.closure.withLockedValue { $0?.end }.flatMap { $0 > now ? $0 : nil }
    }

    private func facts(of request: IdentifiedRequest, _ file: (SubmissionFacts, name: String)?) -> RequestFacts {
        var facts = RequestFacts(
            environment: self.pipeline.environment,
            endpoint: .heartbeat,
            user: request.reporter.user.name
        )
        switch request.call {
        case .heartbeat: break
        case .upload(let parameters):
            facts.endpoint = .upload
            facts.owner = self.pipeline.owner(cookies: request.cookies, reporter: request.reporter)
            if case .success(let parameters) = parameters {
                facts.file = FileFacts(parameters)
                facts.fragment = parameters.fragment
            }
        case .history(let id, _):
            facts.endpoint = .history
            facts.delivery = id
            facts.file = file.map { FileFacts($0, name: $1) } ?? FileFacts()
        }
        return facts
    }
}
