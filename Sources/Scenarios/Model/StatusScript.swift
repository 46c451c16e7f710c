public import Domain

/// What becomes of one delivery, from the moment when its file is complete.
public struct StatusScript: Hashable, Sendable {
    /// At least one; each may follow the one before it, see ``successors(of:in:)``.
    public let steps: [Step]

    public struct Step: Hashable, Sendable {
        public let state: DeliveryStatus
        /// `nil` for the last step, which lasts for ever.
        public let leaving: Leaving?
        /// Only with ``Domain/DeliveryStatus/stopped`` and ``Domain/DeliveryStatus/readInWithErrors``.
        public let findings: [ScriptedFinding]
    }

    /// What ends a step.
    public enum Leaving: Hashable, Sendable {
        /// Time by the emulator's clock, from 0 ms.
        case after(Duration)
        /// So many history answers have shown it; at least 1.
        case polls(Int)
        /// Somebody says so, through the control of the emulator.
        case byHand
    }

    /// The statuses that a script may give next: the emulator's table (docs/protocol.md, "Status"), and after a final
    /// status another final one, a reversal.
    ///
    /// - Parameters:
    ///   - state: the step before; `nil` for the first, which may be any.
    ///   - program: only KRITA has *Inläst med fel*.
    public static func successors(of state: DeliveryStatus?, in program: StatisticalProgram) -> Set<DeliveryStatus> {
        let finals = DeliveryStatus.processing.successors(in: program)
        guard let state else { return finals.union([.queued, .processing]) }
        return state.isFinal ? finals.subtracting([state]) : state.successors(in: program)
    }
}

/// A finding of a script, told as if validation had made it.
public struct ScriptedFinding: Hashable, Sendable {
    /// 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'.
    public let rule: String
    public let severity: Severity
    /// Counted from 1; 1 where the script gives none.
    public let line: Int
    /// Counted from 1; 1 where the script gives none.
    public let column: Int
    /// 1 to 500 characters, on one line, in the language of whoever wrote the script.
    public let message: String

    public enum Severity: String, Hashable, Sendable, CaseIterable {
        /// Stops the file in both programs.
        case critical
        case error
        case warning
    }
}
