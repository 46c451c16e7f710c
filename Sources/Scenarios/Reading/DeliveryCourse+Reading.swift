import Domain
import YAMLReading

extension DeliveryCourse {
    /// - Parameter programs: of the rule's conditions; empty for any.
    /// - Returns: `nil` only after a mistake was reported.
    static func read(_ node: NodeReader, programs: [StatisticalProgram]) -> DeliveryCourse? {
        let items = node.list(of: "a step")
        // Inläst med fel is KRITA's alone, so a rule that may meet a file of VINN's must not give it.
        let program: StatisticalProgram = programs == [.krita] ? .krita : .vinn
        var previous: DeliveryStatus?
        var steps: [Step] = []
        for (index, item) in items.enumerated() {
            let isLast = index == items.count - 1
            guard let read = ReadStep(item, isLast: isLast) else {
                // Whatever it was to be, the next may follow it.
                previous = nil
                continue
            }
            read.reportIllegal(after: previous, in: program)
            previous = read.step.status
            steps.append(read.step)
        }
        return steps.isEmpty ? nil : DeliveryCourse(steps)
    }
}

extension DeliveryStatus {
    /// - Parameter previous: `nil` for the first step.
    fileprivate static func successors(
        of previous: DeliveryStatus?,
        in program: StatisticalProgram
    ) -> Set<DeliveryStatus> {
        previous?.scriptedSuccessors(in: program) ?? self.scriptedBeginnings(in: program)
    }
}

/// A step, and where its parts stand.
private struct ReadStep {
    let step: DeliveryCourse.Step
    private let map: MapReader<Key>

    enum Key: String, MapKey {
        case state
        case `for`, polls
        case byHand = "by-hand"
        case findings
    }

    private static let leavings: [Key] = [.for, .polls, .byHand]

    /// - Returns: `nil` only after a mistake was reported.
    init?(_ item: NodeReader, isLast: Bool) {
        guard let map = item.map(Key.self) else { return nil }
        let status = map.required(.state, as: .state)
        let leaving = Self.leaving(map, item, isLast: isLast)
        let findings = Finding.read(map.optional(.findings))
        guard let status else { return nil }
        self.map = map
        self.step = DeliveryCourse.Step(status, leaving: leaving, findings: findings)
    }

    private static func leaving(_ map: MapReader<Key>, _ item: NodeReader, isLast: Bool) -> DeliveryCourse.Leaving? {
        if isLast {
            for key in self.leavings {
                map.optional(key)?.report(found: "an end of the last step", allowed: "only before another step")
            }
            return nil
        }
        switch map.exactlyOne(of: self.leavings, in: item) {
        case .for: return map.optional(.for)?.value(.duration(.zero ... .seconds(60 * 86_400))).map { .after($0) }
        case .polls: return map.optional(.polls)?.value(.integer(1...1_000_000)).map { .polls($0) }
        case .byHand: return map.optional(.byHand)?.value(.byHand).map { _ in .byHand }
        case .state, .findings, nil: return nil
        }
    }

    func reportIllegal(after previous: DeliveryStatus?, in program: StatisticalProgram) {
        let status = self.step.status
        if !DeliveryStatus.successors(of: previous, in: program).contains(status) {
            self.map.optional(.state)?.report(
                found: "'\(status.scenarioWord)'" + (previous.map { " after '\($0.scenarioWord)'" } ?? ""),
                allowed: self.allowed(after: previous, in: program)
            )
        }
        let hasCritical = self.step.findings.contains { $0.severity == .critical }
        if !self.step.findings.isEmpty, status != .stopped, status != .readInWithErrors {
            self.map.optional(.findings)?.report(
                found: "findings of '\(status.scenarioWord)'",
                allowed: "with not-read and read-with-errors"
            )
        } else if status == .readInWithErrors, hasCritical {
            self.map.optional(.findings)?.report(
                found: "a critical finding of 'read-with-errors'",
                allowed: "error and warning; a critical finding stops the file"
            )
        }
    }

    private func allowed(after previous: DeliveryStatus?, in program: StatisticalProgram) -> String {
        let isKritas = DeliveryStatus.successors(of: previous, in: .krita).contains(self.step.status)
        if isKritas { return "read-with-errors in a rule with 'program: KRITA' alone" }
        let next = DeliveryStatus.successors(of: previous, in: program)
        return DeliveryStatus.scenarioWords.filter { next.contains($0.status) }.map(\.word).joined(separator: ", ")
    }
}

extension Finding {
    fileprivate enum ScriptKey: String, MapKey {
        case rule, severity, line, column, message
    }

    fileprivate static func read(_ node: NodeReader?) -> [Finding] {
        guard let node else { return [] }
        return node.list(of: "a finding").compactMap { item in
            guard let map = item.map(ScriptKey.self) else { return nil }
            let rule = map.required(.rule, as: .word)
            let severity = map.required(.severity, as: .scenarioSeverity)
            let message = map.required(.message, as: .message)
            var line = 1
            map.read(.line, as: .integer(1...Int(Int32.max)), into: &line)
            var column = 1
            map.read(.column, as: .integer(1...Int(Int32.max)), into: &column)
            guard let rule, let severity, let message else { return nil }
            return Finding(
                rule: rule,
                severity: severity,
                line: line,
                column: column,
                // A script has one language, whoever reads it.
                message: BilingualText(sv: message, en: message)
            )
        }
    }
}
