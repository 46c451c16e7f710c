import Domain
import YAMLReading

extension StatusScript {
    /// - Parameter programs: of the rule's conditions; empty for any.
    /// - Returns: `nil` only after a mistake was reported.
    static func read(_ node: NodeReader, programs: [StatisticalProgram]) -> StatusScript? {
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
            previous = read.step.state
            steps.append(read.step)
        }
        return steps.isEmpty ? nil : StatusScript(steps: steps)
    }
}

/// A step, and where its parts stand.
private struct ReadStep {
    let step: StatusScript.Step
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
        let state = map.required(.state, as: .state)
        let leaving = Self.leaving(map, item, isLast: isLast)
        let findings = ScriptedFinding.read(map.optional(.findings))
        guard let state else { return nil }
        self.map = map
        self.step = StatusScript.Step(state: state, leaving: leaving, findings: findings)
    }

    private static func leaving(_ map: MapReader<Key>, _ item: NodeReader, isLast: Bool) -> StatusScript.Leaving? {
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
        let state = self.step.state
        if !StatusScript.successors(of: previous, in: program).contains(state) {
            self.map.optional(.state)?.report(
                found: "'\(state.scenarioWord)'" + (previous.map { " after '\($0.scenarioWord)'" } ?? ""),
                allowed: self.allowed(after: previous, in: program)
            )
        }
        let hasCritical = self.step.findings.contains { $0.severity == .critical }
        if !self.step.findings.isEmpty, state != .stopped, state != .readInWithErrors {
            self.map.optional(.findings)?.report(
                found: "findings of '\(state.scenarioWord)'",
                allowed: "with not-read and read-with-errors"
            )
        } else if state == .readInWithErrors, hasCritical {
            self.map.optional(.findings)?.report(
                found: "a critical finding of 'read-with-errors'",
                allowed: "error and warning; a critical finding stops the file"
            )
        }
    }

    private func allowed(after previous: DeliveryStatus?, in program: StatisticalProgram) -> String {
        let isKritas = StatusScript.successors(of: previous, in: .krita).contains(self.step.state)
        if isKritas { return "read-with-errors in a rule with 'program: KRITA' alone" }
        let next = StatusScript.successors(of: previous, in: program)
        return DeliveryStatus.scenarioWords.filter { next.contains($0.status) }.map(\.word).joined(separator: ", ")
    }
}

extension ScriptedFinding {
    enum Key: String, MapKey {
        case rule, severity, line, column, message
    }

    fileprivate static func read(_ node: NodeReader?) -> [ScriptedFinding] {
        guard let node else { return [] }
        return node.list(of: "a finding").compactMap { item in
            guard let map = item.map(Key.self) else { return nil }
            let rule = map.required(.rule, as: .word)
            let severity: Severity? = map.required(.severity, as: .oneOf)
            let message = map.required(.message, as: .message)
            var line = 1
            map.read(.line, as: .integer(1...Int(Int32.max)), into: &line)
            var column = 1
            map.read(.column, as: .integer(1...Int(Int32.max)), into: &column)
            guard let rule, let severity, let message else { return nil }
            return ScriptedFinding(rule: rule, severity: severity, line: line, column: column, message: message)
        }
    }
}
