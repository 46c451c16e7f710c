extension JournalEntryDocument {
    public struct Request: Codable, Hashable, Sendable {
        public var traceId: String
        public var method: String
        public var target: String
        public var headers: [Header]
        public var endpoint: String?
        public var upload: Upload?
        /// What a history call asked for, as the client wrote it.
        public var asked: String?
        public var bodyBytes: Int
        public var payload: Payload?
        public var session: String?
        public var delivery: String?
        public var madeDelivery: Bool
        /// What a history answer told, in SCB's words.
        public var told: String?
        public var deviations: [String]
        /// `null` when none was given; the entry's `outcome` says why.
        public var answer: Answer?
    }

    /// The words of an upload's path, percent-decoded.
    public struct Upload: Codable, Hashable, Sendable {
        public var fragment: String
        public var organisation: String
        public var program: String
        public var period: String
        public var format: String
        public var fileName: String
        public var version: String
        /// Whether each word means something.
        public var isMeaningful: Bool
    }

    public struct Payload: Codable, Hashable, Sendable {
        public var bytes: Int64
        public var offset: Int64
        public var file: String
        /// Lower-case hexadecimal; `null` when it was not asked for, and when ``sha256Missing`` says why.
        public var sha256: String?
        public var sha256Missing: String?
    }

    public struct Answer: Codable, Hashable, Sendable {
        public var status: Int
        public var code: String?
        public var headers: [Header]
        public var body: String
    }
}
