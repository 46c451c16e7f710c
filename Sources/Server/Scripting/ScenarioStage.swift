import Domain
import Foundation
import Pipeline
import Scenarios

/// Where the scenarios of one environment have their say: when a request's certificate has found its user, and before
/// anything else of it is judged (docs/scenarios.md, "In what order"). A sandbox has scenarios of its own.
///
/// Any thread may call it; nothing here blocks.
final class ScenarioStage: Sendable {
    private let plays: PerSandbox<ScenarioPlay>
    private let pipeline: SubmissionPipeline

    /// - Parameter engine: decides for everybody who is in no sandbox.
    init(_ engine: ScenarioEngine, pipeline: SubmissionPipeline) {
        self.plays = PerSandbox(common: ScenarioPlay(engine))
        self.pipeline = pipeline
    }

    /// What is played to a user; `nil` for nobody known.
    func play(to user: String?) -> ScenarioPlay { self.plays.value(of: user) }

    func setApart(_ sandbox: SandboxName, _ engine: ScenarioEngine) {
        self.plays.set(ScenarioPlay(engine), of: sandbox)
    }

    func remove(_ sandbox: SandboxName) { self.plays.remove(sandbox) }

    /// Whether a rule asks something of the file of the delivery that the request, a history call, asks for; it must then
    /// be looked up first.
    func asksFile(of request: IdentifiedRequest) -> Bool {
        self.play(to: request.reporter.user.name).engine.asksFileOfHistory
    }

    /// What is to be done with the request; once for each, since it counts.
    ///
    /// - Parameter file: that of the delivery which a history call asks for; `nil` when it is not known.
    func decide(_ request: IdentifiedRequest, file: (SubmissionFacts, name: String)? = nil) -> Decision {
        self.play(to: request.reporter.user.name).engine.decide(self.facts(of: request, file))
    }

    /// Closes the environment from `now` on to all those who share the scenarios of the user.
    func close(_ maintenance: ScenarioEvent.Maintenance, to user: String, at now: Date, by rule: RuleName) {
        self.play(to: user).close(maintenance, at: now, by: rule)
    }

    /// The refusal of a request that comes while the environment is closed, and the rule that closed it; `nil` when the
    /// request is to be judged as always.
    func refusal(of request: IdentifiedRequest) -> (problem: Problem, rule: RuleName)? {
        let user = request.reporter.user.name
        guard let (closure, now) = self.play(to: user).closure(at: { self.pipeline.now(of: user) }) else { return nil }
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

    /// When the environment opens again to a user; `nil` when it is open at `now`.
    func opening(to user: String?, after now: Date) -> Date? {
        self.play(to: user).closure(at: { now })?.closure.end
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
