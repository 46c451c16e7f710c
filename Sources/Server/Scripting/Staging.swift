import Domain
import Logging
import Scenarios

/// What the scenarios want done with one request, and what of it has been done. Each thing is taken once.
///
/// Owned by the connection's event loop.
final class Staging {
    /// Something that was done to a request and is the emulator's intention, never a real fault.
    struct Injection {
        let rule: RuleName
        /// In words for a person.
        let what: String
    }

    /// What becomes of the delivery, should the request make one.
    let course: Decided<DeliveryCourse>?
    let event: Decided<ScenarioEvent>?
    /// The rule whose failure is left out, because enough of them have come in a row.
    let spared: RuleName?
    private(set) var injections: [Injection] = []
    private var answer: Decided<ScriptedAnswer>?
    private var delay: Decided<Decision.Delay>?
    private var hasWaited = false
    private var fault: Decided<InjectedFault>?

    init(_ decision: Decision) {
        self.course = decision.status
        self.event = decision.event
        self.spared = decision.spared
        self.answer = decision.answer
        self.delay = decision.delay
        self.fault = decision.fault
    }

    /// For the log: what was done, each with its rule, and what was left out.
    var metadata: Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        if !self.injections.isEmpty {
            metadata["injected"] = .string(self.injections.map { "\($0.rule) (\($0.what))" }.joined(separator: "; "))
        }
        if let spared { metadata["spared"] = .string("\(spared)") }
        return metadata
    }

    func note(_ rule: RuleName, _ what: String) {
        self.injections.append(Injection(rule: rule, what: what))
    }

    /// The answer to be given at this point in place of the emulator's own.
    func takeAnswer(_ timing: ScriptedAnswer.Timing) -> Decided<ScriptedAnswer>? {
        guard let answer, answer.value.timing == timing else { return nil }
        self.answer = nil
        self.note(answer.rule, "answer: \(answer.value)")
        return answer
    }

    /// How long the answer is to wait; what it says of the drip stays.
    func takeWait() -> Duration? {
        guard let wait = self.delay?.value.wait, wait > .zero, !self.hasWaited else { return nil }
        self.hasWaited = true
        self.noteDelay()
        return wait
    }

    /// How the answer's bytes leave.
    func takeDrip() -> ScriptedDelay.Drip? {
        guard let drip = self.delay?.value.drip else { return nil }
        if !self.hasWaited { self.noteDelay() }
        self.delay = nil
        return drip
    }

    private func noteDelay() {
        if let delay { self.note(delay.rule, "delay: \(delay.value)") }
    }

    /// The fault that is due when so many bytes of the request's body have come, or all of it.
    func takeFault(afterRequestBytes bytes: Int, isWhole: Bool) -> Decided<InjectedFault>? {
        guard case .requestBytes(let due) = self.fault?.value.place, isWhole || bytes >= due else { return nil }
        return self.takeFault()
    }

    func takeFault(at place: InjectedFault.Place) -> Decided<InjectedFault>? {
        self.fault?.value.place == place ? self.takeFault() : nil
    }

    /// The fault that is due in the answer, and after how many of its bytes.
    func takeAnswerFault() -> (bytes: Int, fault: Decided<InjectedFault>)? {
        guard case .answerBytes(let bytes) = self.fault?.value.place, let fault = self.takeFault() else { return nil }
        self.note(fault.rule, "fault: \(fault.value)")
        return (bytes, fault)
    }

    private func takeFault() -> Decided<InjectedFault>? {
        defer { self.fault = nil }
        return self.fault
    }
}
