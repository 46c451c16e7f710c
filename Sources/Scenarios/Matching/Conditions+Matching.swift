import Domain

/// One of the things that a rule's `when` can ask for.
enum ConditionKind {
    case endpoint, user, organisation, program, format, version, period, fileName, fragment
}

extension Conditions {
    /// The first condition, in the order of the documentation, that `facts` do not meet; `nil` when they meet all that
    /// can be judged of a single request, without counting and drawing. Takes no memory.
    func firstUnmet(by facts: RequestFacts) -> ConditionKind? {
        if let own = self.endpoint, own != facts.endpoint { return .endpoint }
        if !Self.holds(self.users, facts.user) { return .user }
        if self.concernFile, let unmet = self.firstUnmet(by: facts.file) { return unmet }
        guard let pattern = self.fragment else { return nil }
        return facts.fragment.map(pattern.contains) == true ? nil : .fragment
    }

    private func firstUnmet(by file: FileFacts) -> ConditionKind? {
        if !Self.holds(self.organisations, file.organisation) { return .organisation }
        if !Self.holds(self.programs, file.program) { return .program }
        if !Self.holds(self.formats, file.format) { return .format }
        if !self.holdsVersion(file.version) { return .version }
        if !Self.holds(self.periods, file.period) { return .period }
        return self.holdsName(file.name) ? nil : .fileName
    }

    private static func holds<Value: Equatable>(_ allowed: [Value], _ value: Value?) -> Bool {
        if allowed.isEmpty { return true }
        guard let value else { return false }
        return allowed.contains(value)
    }

    private func holdsVersion(_ version: String?) -> Bool {
        if self.versions.isEmpty { return true }
        guard let version else { return false }
        return self.versions.contains { $0.equalsIgnoringCase(version) }
    }

    private func holdsName(_ name: String?) -> Bool {
        if self.fileNames.isEmpty { return true }
        guard let name else { return false }
        return self.fileNames.contains { $0.matches(name) }
    }
}

extension String {
    /// Of ASCII letters.
    fileprivate func equalsIgnoringCase(_ other: String) -> Bool {
        self.utf8.elementsEqual(other.utf8) { $0.lowercasedASCII == $1.lowercasedASCII }
    }
}

extension UInt8 {
    fileprivate var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }
}
