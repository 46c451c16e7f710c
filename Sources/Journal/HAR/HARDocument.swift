/// Requests and answers in the HTTP Archive format 1.2, which browsers' and other tools open. What the format has no place
/// for is in members named `_m2m` (docs/protocol.md, "Journal").
public struct HARDocument: Codable, Sendable {
    public var log: Log

    public struct Log: Codable, Sendable {
        public var version = "1.2"
        public var creator: Creator
        public var entries: [Entry]
        public var _m2m: Extension
    }

    public struct Creator: Codable, Sendable {
        public var name = "scb-m2m-emulator"
        public var version: String
    }

    /// What is no request.
    public struct Extension: Codable, Sendable {
        public var failedHandshakes: [JournalEntryDocument]
    }

    public struct Entry: Codable, Sendable {
        public var startedDateTime: String
        /// Milliseconds.
        public var time: Double
        public var request: Request
        public var response: Response
        public var cache = Cache()
        public var timings: Timings
        public var connection: String
        /// The journal's entry, as the control interface has it.
        public var _m2m: JournalEntryDocument
    }

    public struct Cache: Codable, Sendable {}

    /// All of the time is in `wait`: the emulator does not tell the parts of it apart.
    public struct Timings: Codable, Sendable {
        public var send = 0.0
        public var wait: Double
        public var receive = 0.0
    }

    public struct Pair: Codable, Hashable, Sendable {
        public var name: String
        public var value: String
    }

    public struct Request: Codable, Sendable {
        public var method: String
        public var url: String
        public var httpVersion: String
        public var cookies: [Pair]
        public var headers: [Pair]
        public var queryString: [Pair]
        public var postData: PostData?
        public var headersSize = -1
        public var bodySize: Int
    }

    public struct PostData: Codable, Sendable {
        public var mimeType: String
        public var params: [Pair] = []
        public var text: String
        public var comment: String
    }

    /// Of a request that got no answer, the status is 0.
    public struct Response: Codable, Sendable {
        public var status: Int
        public var statusText: String
        public var httpVersion: String
        public var cookies: [Pair]
        public var headers: [Pair]
        public var content: Content
        public var redirectURL: String
        public var headersSize = -1
        public var bodySize: Int
    }

    public struct Content: Codable, Sendable {
        public var size: Int
        public var mimeType: String
        public var text: String?
    }
}
