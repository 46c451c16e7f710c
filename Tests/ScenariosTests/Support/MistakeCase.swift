import Testing

/// A rule with one mistake, and the message it must lead to.
struct MistakeCase: Sendable, CustomTestStringConvertible {
    /// All but its name, with `▸` where the mistake is told.
    let rule: String
    /// Without file, line, column and the rule's path.
    let message: String

    init(_ rule: String, _ message: String) {
        self.rule = rule
        self.message = message
    }

    /// A mistake in the conditions of a rule with a delay.
    init(when conditions: String, _ message: String) {
        self.init("when: {\(conditions)}, then: {delay: 1s}", "when.\(message)")
    }

    /// A mistake in what is done to uploads.
    init(then actions: String, _ message: String) {
        self.init("when: {endpoint: upload}, then: {\(actions)}", "then.\(message)")
    }

    var testDescription: String { self.rule.debugDescription }

    /// Expects this one mistake and no other.
    func check() {
        let line = "- {name: r, \(self.rule)}"
        let parts = line.split(separator: "▸", omittingEmptySubsequences: false)
        precondition(parts.count == 2, "one place must be marked in '\(line)'")
        let text = "scenario: s\nrules:\n\(parts.joined())\n"
        let column = parts[0].unicodeScalars.count + 1
        #expect(Example.mistakes(of: text) == ["s.yaml:3:\(column): rules[0].\(self.message)"])
    }
}
