/// What becomes of a delivery, step by step, as somebody wrote it beforehand (docs/protocol.md, "Status").
public struct DeliveryCourse: Hashable, Sendable, Codable {
    /// At least one; the last is never left.
    public let steps: [Step]

    public struct Step: Hashable, Sendable, Codable {
        public let status: DeliveryStatus
        /// `nil` when it lasts for ever.
        public let leaving: Leaving?
        /// What the step says of the file.
        public let findings: [Finding]

        public init(_ status: DeliveryStatus, leaving: Leaving? = nil, findings: [Finding] = []) {
            self.status = status
            self.leaving = leaving
            self.findings = findings
        }
    }

    /// What ends a step.
    public enum Leaving: Hashable, Sendable, Codable {
        /// Time by the emulator's clock, from 0; a step of 0 is never shown.
        case after(Duration)
        /// So many history answers have shown it, at least 1; the next one shows the following step.
        case polls(Int)
        /// Somebody says so, through the control of the emulator.
        case byHand
    }

    /// - Parameter steps: at least one. Which may follow which is the matter of whoever makes them.
    public init(_ steps: [Step]) {
        precondition(!steps.isEmpty, "a course has a step")
        self.steps = steps
    }
}

extension DeliveryStatus {
    /// The statuses with which a course may begin: any that the program has.
    public static func scriptedBeginnings(in program: StatisticalProgram) -> Set<DeliveryStatus> {
        Self.processing.successors(in: program).union([.queued, .processing])
    }

    /// The statuses that a course may give next: the emulator's own table, and after a final status another final one, a
    /// reversal (docs/protocol.md, "Status").
    public func scriptedSuccessors(in program: StatisticalProgram) -> Set<DeliveryStatus> {
        self.isFinal
            ? Self.processing.successors(in: program).subtracting([self]) : self.successors(in: program)
    }
}
