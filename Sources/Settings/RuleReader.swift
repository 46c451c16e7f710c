import Domain
import YAMLReading

/// Reads a format's rules.
struct RuleReader {
    private enum Key: String, MapKey {
        case id, severity, path, equals, required, unique, matches, message
    }

    private enum MessageKey: String, MapKey {
        case sv, en
    }

    private static let demands = "exactly one of equals, required, unique, matches"
    /// Built-in findings have these ids.
    private static let reserved = ["xsd", "xml", "memory-budget"]

    private let prefixes: [String: String]
    private var ids = FirstUses<String>(ofEach: "rule id of a format")

    /// - Parameters:
    ///   - rules: `nil` when there are none.
    ///   - prefixes: `nil` when the paths use none.
    static func read(_ rules: NodeReader?, prefixes: NodeReader?) -> [ValidationRule] {
        var reader = RuleReader(prefixes: prefixes.map(self.prefixes) ?? [:])
        return rules?.list(of: "a rule").compactMap { reader.read($0) } ?? []
    }

    private init(prefixes: [String: String]) {
        self.prefixes = prefixes
    }

    private static func prefixes(_ node: NodeReader) -> [String: String] {
        var uses = FirstUses<String>(ofEach: "prefix")
        var prefixes: [String: String] = [:]
        for (key, value) in node.entries(allowed: "a map from prefixes of the rules' paths to XML namespaces") {
            let prefix = key.value(.prefix, onceIn: &uses)
            let namespace = value.value(.namespace)
            if let prefix, let namespace { prefixes[prefix] = namespace }
        }
        return prefixes
    }

    /// - Returns: `nil` only after a mistake was reported.
    private mutating func read(_ item: NodeReader) -> ValidationRule? {
        guard let map = item.map(Key.self) else { return nil }
        let id = map.required(.id, as: .ruleID(except: Self.reserved), onceIn: &self.ids)
        let severity = map.required(.severity, as: ScalarForm<FindingSeverity>.oneOf)
        let path = map.required(.path, as: .nodePath(self.prefixes))
        let demand = Self.demand(map)
        let message = map.required(.message, mapOf: MessageKey.self).flatMap { Self.message($0, demand) }
        guard let id, let severity, let path, let demand, let message else { return nil }
        return ValidationRule(id: id, severity: severity, path: path, demand: demand, message: message)
    }

    private static func demand(_ map: MapReader<Key>) -> ValidationRule.Demand? {
        let present = map.present.filter { [.equals, .required, .unique, .matches].contains($0.key) }
        guard present.count == 1, let (key, value) = present.first else {
            // A misspelt key has been reported already, and the demand is missing because of it.
            if !present.isEmpty || !map.hasUnknownKeys {
                let keys = present.map { "'\($0.key.rawValue)'" }.joined(separator: " and ")
                map.report(found: present.isEmpty ? "a rule that asks nothing" : keys, allowed: self.demands)
            }
            return nil
        }
        switch key {
        case .equals: return value.value(ScalarForm<SubmissionFact>.oneOf).map { .equals($0) }
        case .required: return value.value(.onlyTrue).map { _ in .required }
        case .unique: return value.value(.onlyTrue).map { _ in .unique }
        default: return self.pattern(value).map { .matches($0) }
        }
    }

    private static func pattern(_ node: NodeReader) -> ValuePattern? {
        let allowed = "a pattern like [0-9]{10}, written in quotes"
        guard let text = node.value(ScalarForm.text(allowed) { !$0.isEmpty }) else { return nil }
        do throws(ValuePattern.Failure) {
            return try ValuePattern(text)
        } catch {
            node.report(found: error.reason, allowed: allowed)
            return nil
        }
    }

    /// - Parameter demand: decides which placeholders there are; `nil` when it could not be read.
    private static func message(_ map: MapReader<MessageKey>, _ demand: ValidationRule.Demand?) -> RuleMessage? {
        let known = demand.map(RuleMessage.placeholders) ?? RuleMessage.Placeholder.allCases
        let texts = [MessageKey.sv, .en].map { key -> String? in
            guard let node = map.required(key, allowed: ScalarForm<String>.message.allowed),
                let text = node.value(.message)
            else { return nil }
            return self.hasKnownPlaceholders(text, known, at: node) ? text : nil
        }
        guard let sv = texts[0], let en = texts[1] else { return nil }
        return RuleMessage(BilingualText(sv: sv, en: en))
    }

    private static func hasKnownPlaceholders(
        _ text: String,
        _ known: [RuleMessage.Placeholder],
        at node: NodeReader
    ) -> Bool {
        guard let unknown = RuleMessage.unknownPlaceholders(in: text, known: known).first else { return true }
        let words = known.map(\.rawValue)
        let suggestion = Spelling.suggestion(for: unknown, among: words).map { "{\($0)}" }
        let allowed = words.isEmpty ? "no braces" : words.map { "{\($0)}" }.joined(separator: ", ")
        node.report(found: "'{\(unknown)}' in the message", allowed: "\(allowed) for this rule", suggestion: suggestion)
        return false
    }
}

extension ScalarForm<String> {
    fileprivate static let prefix = ScalarForm.text("a prefix, like v") { $0.isXMLName }

    fileprivate static let message = ScalarForm.text("a sentence of 1 to 300 characters on one line") { text in
        (1...300).contains(text.count) && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    fileprivate static func ruleID(except reserved: [String]) -> ScalarForm {
        let words = reserved.joined(separator: ", ")
        return .text("1 to 64 of a-z, 0-9 and '-', other than \(words)") { text in
            (1...64).contains(text.utf8.count) && !reserved.contains(text)
                && text.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
                }
        }
    }
}

extension ScalarForm<Bool> {
    /// A rule that is not to be asked is left out.
    fileprivate static let onlyTrue = ScalarForm.word(["true"]) { $0 == "true" ? true : nil }
}

extension ScalarForm<NodePath> {
    /// - Parameter prefixes: those that the paths may use.
    fileprivate static func nodePath(_ prefixes: [String: String]) -> ScalarForm {
        let known = prefixes.isEmpty ? "none" : prefixes.keys.sorted().joined(separator: ", ")
        return ScalarForm(
            "a path like /Report/Holder/HolderName or /Report/@ReferencePeriod; prefixes declared in 'prefixes': \(known)"
        ) { try? NodePath($0, prefixes: prefixes) }
    }
}
