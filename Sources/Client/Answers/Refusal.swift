import Foundation

/// An answer that is no success, as far as it explains itself.
///
/// This emulator explains in `application/problem+json` (RFC 9457; docs/protocol.md, "Errors"). Another server may not:
/// then there is what there is.
public struct Refusal: Hashable, Sendable {
    public let status: Int
    /// `code` of the problem, `session-unknown` for example.
    public let code: String?
    public let title: String?
    public let detail: String?
    public let hint: String?
    public let traceID: String?
    /// The beginning of a body that is no problem, on one line.
    public let text: String?

    static let longestText = 300

    init(_ answer: ServerAnswer) {
        let members = answer.object
        self.status = answer.status
        self.code = members?.text("code")
        self.title = members?.text("title")
        self.detail = members?.text("detail")
        self.hint = members?.text("hint")
        self.traceID = members?.text("traceId")
        let line = String(decoding: answer.body.prefix(4 * Self.longestText), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let isExplained = self.title != nil || self.detail != nil
        self.text = isExplained || line.isEmpty ? nil : String(line.prefix(Self.longestText))
    }

    /// The fragment that the server asks for: `fragment 3` in the hint's "Send fragment 3"; `nil` where it names none.
    var expectedFragment: Int? {
        guard let hint = self.hint, let place = hint.range(of: "Send fragment ") else { return nil }
        return Int(hint[place.upperBound...].prefix { $0.isNumber })
    }

    /// Status, what was found and what to do, for a person.
    public var explanation: String {
        var words = ["The server answered \(self.status)"]
        if let code = self.code { words.append("(\(code))") }
        var sentences = [words.joined(separator: " ") + "."]
        sentences += [self.detail ?? self.title.map { "\($0)." }, self.hint].compactMap(\.self)
        if let text = self.text { sentences.append("Its body begins: \(text)") }
        if let trace = self.traceID { sentences.append("(traceId \(trace))") }
        return sentences.joined(separator: " ")
    }
}
