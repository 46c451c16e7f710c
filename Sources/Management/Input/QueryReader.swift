import Foundation
import YAMLReading

/// Reads the parameters of a query, and notes what is wrong with them.
struct QueryReader {
    private var values: [String: String] = [:]
    let mistakes: MistakeCollection

    /// - Parameters:
    ///   - query: without its question mark (WHATWG URL, application/x-www-form-urlencoded).
    ///   - names: that are known.
    init(_ query: String?, names: [String], mistakes: MistakeCollection) {
        self.mistakes = mistakes
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let words = parts.map { $0.replacing("+", with: " ").removingPercentEncoding ?? String($0) }
            let name = words[0]
            guard names.contains(name) else {
                self.refuse(name, "an unknown parameter", names.joined(separator: ", "), among: names, word: name)
                continue
            }
            guard self.values[name] == nil else {
                self.refuse(name, "it more than once", "each parameter once")
                continue
            }
            self.values[name] = words.count > 1 ? words[1] : ""
        }
    }

    /// - Returns: `nil` for what is left out, and, noted, for what is wrong.
    func value<Value>(_ name: String, _ form: ScalarForm<Value>, among words: [String] = []) -> Value? {
        guard let text = self.values[name] else { return nil }
        if let value = form.parse(text) { return value }
        self.refuse(name, "'\(text.clipped())'", form.allowed, among: words, word: text)
        return nil
    }

    func text(_ name: String) -> String? { self.values[name] }

    func refuse(_ name: String, _ found: String, _ allowed: String, among words: [String] = [], word: String = "") {
        self.mistakes.add(
            FieldMistake(
                .query(name.clipped()),
                found: found,
                allowed: allowed.isEmpty ? "no parameters" : allowed,
                suggestion: Spelling.suggestion(for: word, among: words)
            )
        )
    }
}
