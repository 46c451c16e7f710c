public import Domain
public import NIOCore
public import NIOHTTP1

/// One request as it came, and what became of it.
public struct RecordedRequest: Sendable {
    /// As the answer's problem and the log have it: 32 lower-case hexadecimal digits.
    public let traceID: String
    public let method: String
    /// As the client wrote it, path and query.
    public let target: String
    /// As the client sent them, cookies included.
    public let headers: HTTPHeaders
    /// What the request asks for, whether or not its certificate is accepted; `nil` where its path or its method says nothing
    /// that there is.
    public let call: RecordedCall?
    /// Bytes of the body that came before the request ended in one way or another, framing of the form included.
    public let bodyBytes: Int
    /// The file content that the body carried, as far as it was stored; `nil` when nothing of it was.
    public let payload: RecordedPayload?
    /// The session of which the request's cookie was found alive, or that a heartbeat began; `nil` for none.
    public let session: String?
    /// The delivery that the answer named, or that a history call asked for.
    public let delivery: DeliveryID?
    /// Whether the request made ``delivery``, as only -1 does.
    public let madeDelivery: Bool
    /// What a history answer told.
    public let status: DeliveryStatus?
    /// Codes of what was tolerated, as `M2M-Emulator-Note` told them.
    public let deviations: [String]
    public let injections: [Injection]
    public let outcome: Outcome

    /// How the request ended.
    public enum Outcome: Sendable {
        case answered(RecordedAnswer)
        /// A scenario's fault broke the connection; ``RecordedRequest/injections`` says which. What was stored stays stored.
        case brokenByScenario
        /// The client's side ended before the answer could be given.
        case abandonedByClient
    }

    public init(
        traceID: String,
        method: String,
        target: String,
        headers: HTTPHeaders,
        call: RecordedCall?,
        bodyBytes: Int = 0,
        payload: RecordedPayload? = nil,
        session: String? = nil,
        delivery: DeliveryID? = nil,
        madeDelivery: Bool = false,
        status: DeliveryStatus? = nil,
        deviations: [String] = [],
        injections: [Injection] = [],
        outcome: Outcome
    ) {
        self.traceID = traceID
        self.method = method
        self.target = target
        self.headers = headers
        self.call = call
        self.bodyBytes = bodyBytes
        self.payload = payload
        self.session = session
        self.delivery = delivery
        self.madeDelivery = madeDelivery
        self.status = status
        self.deviations = deviations
        self.injections = injections
        self.outcome = outcome
    }

    /// `nil` when none was given.
    public var answer: RecordedAnswer? { if case .answered(let answer) = self.outcome { answer } else { nil } }
}

/// Which of the interface's calls a request is, with its parameters (docs/protocol.md, "Endpoints").
public enum RecordedCall: Sendable {
    case heartbeat
    /// `parameters` is `nil` when one of the words means nothing.
    case upload(RawSubmission, parameters: SubmissionParameters?)
    /// `id` is `nil` when `text` is no GUID.
    case history(id: DeliveryID?, text: String)
}

/// Where the file content of a fragment lies. Its hash is computed from there when somebody asks for it.
public struct RecordedPayload: Hashable, Sendable {
    /// Of file content, without the form around it.
    public let bytes: Int64
    /// In whose file it was put.
    public let file: DeliveryID
    /// Where in the file it begins.
    public let offset: Int64

    public init(bytes: Int64, file: DeliveryID, offset: Int64) {
        self.bytes = bytes
        self.file = file
        self.offset = offset
    }
}

/// An answer as it was given to TLS; a scenario may have let only a part of it out.
public struct RecordedAnswer: Sendable {
    public let status: Int
    public let headers: HTTPHeaders
    /// At most 64 KiB, whole: no answer is longer.
    public let body: ByteBuffer
    /// The problem's code; `nil` for what is no problem.
    public let problemCode: String?

    public init(status: Int, headers: HTTPHeaders, body: ByteBuffer, problemCode: String?) {
        self.status = status
        self.headers = headers
        self.body = body
        self.problemCode = problemCode
    }
}
