/// Something that is asked of a client, and how it is seen in its traffic. All of them are in ``all``.
public struct Requirement: Sendable {
    /// Stable, kebab-case.
    public let id: String
    public let title: String
    /// What is asked, in one or two sentences.
    public let text: String
    public let origin: Origin
    /// What to do when it was broken, in the client's terms.
    public let advice: String
    let judge: @Sendable (ClientTraffic) -> Judgement

    init(
        _ id: String,
        _ title: String,
        _ origin: Origin,
        text: String,
        advice: String,
        judge: @escaping @Sendable (ClientTraffic, inout Findings) -> Void
    ) {
        self.id = id
        self.title = title
        self.origin = origin
        self.text = text
        self.advice = advice
        self.judge = { traffic in
            var findings = Findings()
            judge(traffic, &findings)
            return findings.judgement
        }
    }

    /// How it is known that SCB's service asks for it (docs/protocol.md).
    public struct Origin: Hashable, Sendable, Codable {
        public enum Kind: String, Hashable, Sendable, Codable {
            /// Documented by SCB.
            case documented = "D"
            /// SCB's published client does or needs it.
            case observed = "C"
            /// The emulator's assumption.
            case assumed = "A"
        }

        public let kind: Kind
        /// The section of SCB's instruction or another source; empty for none.
        public let source: String

        /// By a section of SCB's instruction.
        static func documented(_ section: String) -> Origin { Origin(kind: .documented, source: section) }
        static func observed(_ source: String) -> Origin { Origin(kind: .observed, source: source) }
        static func assumed(_ source: String = "") -> Origin { Origin(kind: .assumed, source: source) }

        /// `D, 2.2.1`.
        public var text: String {
            self.source.isEmpty ? self.kind.rawValue : "\(self.kind.rawValue), \(self.source)"
        }
    }

    /// Every requirement, in the order of a submission. docs/report-card.md lists the same.
    public static let all: [Requirement] =
        certificate + transport + session + calls + fragments + failures + repeats + outcomes + ambiguity
}
