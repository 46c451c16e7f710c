import Scenarios
import YAMLReading

/// A small valid file, and the file with one of its texts replaced.
enum Example {
    static let text = """
        scenario: example
        description: Every kind of action.
        seed: 5cb1
        max-faults-in-a-row: 5
        rules:
          - name: outcome
            when: {program: KRITA, file-name: "*_fel*"}
            then:
              status:
                - {state: not-started, polls: 2}
                - {state: processing, for: 3s}
                - state: read-with-errors
                  findings: [{rule: r-1, severity: warning, line: 2, column: 3, message: Fel}]
          - name: refusal
            when: {endpoint: upload, fragment: [first, 2..], occurrence: [1, every 10 from 5], per: user, share: 2.5%}
            then:
              answer: {status: 503, code: busy, headers: {Retry-After: 2}, when: after-stored}
              delay: {from: 100ms, to: 2s, drip: {bytes: 10, every: 100ms}}
          - name: broken
            when: {endpoint: upload}
            then:
              fault: {at: after-stored, do: close}
              event: {maintenance: {for: 30s, heartbeat: down}}

        """

    /// The mistakes of the example after `old`, which must be there once, is replaced.
    static func mistakes(replacing old: String, by new: String) -> [String] {
        let parts = self.text.split(separator: old, omittingEmptySubsequences: false)
        precondition(parts.count == 2, "'\(old)' stands \(parts.count - 1) times in the example")
        return self.mistakes(of: parts.joined(separator: new))
    }

    static func mistakes(of text: String) -> [String] {
        do {
            _ = try Scenario.parse(text, file: "s.yaml")
            return []
        } catch {
            return error.mistakes.map(\.description)
        }
    }

    /// A scenario of rules in YAML's flow style, one a line.
    static func scenario(_ rules: String..., named name: String = "s", limit: String = "unlimited") throws -> Scenario {
        let items = rules.enumerated().map { "  - {name: r\($0 + 1), \($1)}\n" }.joined()
        return try Scenario.parse("scenario: \(name)\nmax-faults-in-a-row: \(limit)\nrules:\n\(items)", file: "s.yaml")
    }
}
