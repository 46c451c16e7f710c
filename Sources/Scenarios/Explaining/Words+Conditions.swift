import Domain

extension FragmentPattern: CustomStringConvertible {
    /// As a scenario writes it.
    public var description: String {
        (self.ranges.map(\.scenarioText) + (self.includesClosing ? ["last"] : [])).joined(separator: ", ")
    }
}

extension OccurrencePattern: CustomStringConvertible {
    /// As a scenario writes it.
    public var description: String {
        self.items.map { item in
            switch item {
            case .range(let range): range.scenarioText
            case .every(let step, let from): step == from ? "every \(step)" : "every \(step) from \(from)"
            }
        }.joined(separator: ", ")
    }
}

extension Share: CustomStringConvertible {
    /// As a scenario writes it.
    public var description: String { Self.percentage(self.perMillion) }

    static func percentage(_ perMillion: Int) -> String {
        let fraction = perMillion % 10_000
        guard fraction > 0 else { return "\(perMillion / 10_000)%" }
        var digits = String(10_000 + fraction).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(perMillion / 10_000).\(digits)%"
    }
}

extension ClosedRange<Int> {
    fileprivate var scenarioText: String {
        if self.lowerBound == self.upperBound { return String(self.lowerBound) }
        return self.upperBound == .max ? "\(self.lowerBound).." : "\(self.lowerBound)..\(self.upperBound)"
    }
}

extension Conditions {
    /// What the condition asks for and what the request has, in words.
    func words(for kind: ConditionKind, facts: RequestFacts) -> String {
        let file = facts.file
        return switch kind {
        case .endpoint: Self.words(.endpoint, [self.endpoint?.rawValue ?? ""], facts.endpoint.rawValue)
        case .user: Self.words(.user, self.users, facts.user)
        case .organisation: Self.words(.organisation, self.organisations.map(\.digits), file.organisation?.digits)
        case .program: Self.words(.program, self.programs.map(\.rawValue), file.program?.rawValue)
        case .format: Self.words(.format, self.formats.map(\.text), file.format?.text)
        case .version: Self.words(.version, self.versions, file.version)
        case .period: Self.words(.period, self.periods.map(\.text), file.period?.text)
        case .fileName: Self.words(.fileName, self.fileNames.map(\.text), file.name)
        case .fragment: Self.words(.fragment, [self.fragment?.description ?? ""], facts.fragment?.description)
        }
    }

    static func words(_ key: Key, _ asked: [String], _ found: String?) -> String {
        let asked = asked.joined(separator: " or ")
        return "\(key.rawValue) is \(found.map { "'\($0)'" } ?? "not known"), and must be \(asked)"
    }
}
