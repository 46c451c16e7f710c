public import Domain

/// What a service answered to the harmless calls, beside what this emulator does.
public struct ProbeReport: Sendable {
    /// One thing that was looked at.
    public struct Row: Hashable, Sendable {
        public let subject: String
        /// What docs/protocol.md says, in short.
        public let assumed: String
        public let seen: String
        /// The emulator's setting that takes what was seen up, `session.cookie: optional` for example; `nil` where nothing
        /// differs or no setting exists.
        public let setting: String?

        public var differs: Bool { self.assumed != self.seen }

        init(_ subject: String, assumed: String, seen: String, setting: String? = nil) {
            self.subject = subject
            self.assumed = assumed
            self.seen = seen
            self.setting = assumed == seen ? nil : setting
        }
    }

    public internal(set) var rows: [Row] = []
    /// The ways of writing that were seen.
    public internal(set) var variants: Set<AnswerVariant> = []
    /// Whether a POST without a cookie was judged as one with it.
    public internal(set) var isCookieOptional = false
    /// Whether the Swedish minus was judged as the ordinary one.
    public internal(set) var takesUnicodeMinus = false

    public var differences: [Row] { self.rows.filter(\.differs) }

    mutating func look(_ subject: String, assumed: String, seen: String, setting: String? = nil) {
        self.rows.append(Row(subject, assumed: assumed, seen: seen, setting: setting))
    }

    /// - Parameter variant: the one that writes as was seen, if what was seen is not what is assumed.
    mutating func look(_ subject: String, assumed: String, seen: String, variant: AnswerVariant?) {
        if assumed != seen, let variant { self.variants.insert(variant) }
        self.look(subject, assumed: assumed, seen: seen, setting: variant.map { "answers.variants: [\($0.rawValue)]" })
    }
}
