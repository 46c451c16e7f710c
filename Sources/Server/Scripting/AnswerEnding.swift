import Domain
import NIOCore
import Scenarios

/// How the scenarios want an answer to leave, and what happens to the connection afterwards.
struct AnswerEnding {
    let drip: ScriptedDelay.Drip?
    let cut: (bytes: Int, fault: Decided<InjectedFault>)?
    /// What happens when the connection then waits for the next request.
    let idleFault: Decided<InjectedFault>?

    /// Takes what concerns the answer out of `staging`.
    ///
    /// - Returns: `nil` when the answer leaves as always.
    init?(_ staging: Staging?) {
        guard let staging else { return nil }
        self.drip = staging.takeDrip()
        self.cut = staging.takeAnswerFault()
        self.idleFault = staging.takeFault(at: .idle)
        guard self.isShaped || self.idleFault != nil else { return nil }
    }

    var isShaped: Bool { self.drip != nil || self.cut != nil }
}

extension InjectedFault.Kind {
    /// How long nothing happens; `nil` for what ends the connection.
    var stall: TimeAmount? { if case .stall(let time) = self { TimeAmount(time) } else { nil } }
}
