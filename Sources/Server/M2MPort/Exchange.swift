import Domain
import NIOCore
import NIOHTTP1
import Scenarios

/// One request and its answer.
struct Exchange {
    let head: HTTPRequestHead
    let began: NIODeadline
    /// What the journal is to have of it.
    let record: RequestRecord
    /// Who asked, once known; for the log.
    var user: String?
    /// What the scenarios want of it; `nil` when they want nothing.
    var staging: Staging? { didSet { self.record.staging = self.staging } }
    /// What a scenario wants done when the connection waits for the next request.
    var idleFault: Decided<InjectedFault>?
    /// How much of its body has come.
    var bodyBytes = 0
    /// Whether all of the request has come.
    var hasEnded = false
    /// Whether the client stopped in the middle, so that there is no rest to wait for.
    var hasStalled = false
    /// Whether the client was told to send its body.
    var wasContinued = false
    /// How much of the body was read for nothing.
    var discardedBytes = 0
    /// Whether the connection goes on after the answer.
    var keepsAlive: Bool

    init(head: HTTPRequestHead, began: NIODeadline) {
        self.head = head
        self.began = began
        self.record = RequestRecord(head: head, began: began)
        // An upgrade makes the HTTP parser stop; the connection ends with the answer.
        self.keepsAlive = head.isKeepAlive && !head.headers.contains(name: "upgrade") && head.method != .CONNECT
    }

    /// Names the request in a problem's answer, in the log and in the journal; made when first asked for.
    func traceID(_ identifiers: any IdentifierSource) -> String {
        let traceID = self.record.traceID ?? identifiers.traceID()
        self.record.traceID = traceID
        return traceID
    }

    /// Whether the client waits with the body for a word from here (RFC 9110, 10.1.1).
    var expectsContinue: Bool {
        self.head.version.isHTTP11
            && self.head.headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
    }

    /// The path without its query.
    var path: String { String(self.head.uri.prefix { $0 != "?" }) }
}

extension HTTPRequestHead {
    /// Stands for a head that could not be read.
    static let unreadable = HTTPRequestHead(version: .http1_1, method: .RAW(value: "?"), uri: "")
}

extension HTTPVersion {
    /// Whether Host is required, connections persist by default, and 100 (Continue) is understood.
    var isHTTP11: Bool { self.minor >= 1 }
}
