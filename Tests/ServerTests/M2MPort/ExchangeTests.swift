import Domain
import NIOCore
import NIOHTTP1
import Testing

@testable import Server

struct ExchangeCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var version = HTTPVersion.http1_1
    var method = HTTPMethod.POST
    var headers: [(String, String)] = []
    let expected: Bool

    var exchange: Exchange {
        let head = HTTPRequestHead(
            version: self.version,
            method: self.method,
            uri: "/m2m/v2/heartbeat",
            headers: HTTPHeaders(self.headers)
        )
        return Exchange(head: head, began: .uptimeNanoseconds(0))
    }
}

private let keepAliveCases: [ExchangeCase] = [
    ExchangeCase(testDescription: "HTTP/1.1 persists", expected: true),
    ExchangeCase(testDescription: "HTTP/1.1, close", headers: [("Connection", "close")], expected: false),
    ExchangeCase(testDescription: "HTTP/1.1, Close", headers: [("connection", "Close")], expected: false),
    ExchangeCase(testDescription: "HTTP/1.0 does not persist", version: .http1_0, expected: false),
    ExchangeCase(
        testDescription: "HTTP/1.0, keep-alive",
        version: .http1_0,
        headers: [("Connection", "keep-alive")],
        expected: true
    ),
    ExchangeCase(
        testDescription: "an upgrade to HTTP/2",
        headers: [("Connection", "Upgrade, HTTP2-Settings"), ("UPGRADE", "h2c"), ("HTTP2-Settings", "")],
        expected: false
    ),
    ExchangeCase(testDescription: "CONNECT", method: .CONNECT, expected: false),
]

private let continueCases: [ExchangeCase] = [
    ExchangeCase(testDescription: "none", expected: false),
    ExchangeCase(testDescription: "100-continue", headers: [("Expect", "100-continue")], expected: true),
    ExchangeCase(testDescription: "any case", headers: [("EXPECT", "100-Continue")], expected: true),
    ExchangeCase(testDescription: "another expectation", headers: [("Expect", "200-ok")], expected: false),
    ExchangeCase(
        testDescription: "HTTP/1.0 does not know 100",
        version: .http1_0,
        headers: [("Expect", "100-continue")],
        expected: false
    ),
]

@Suite struct ExchangeTests {
    @Test("Whether the connection goes on", arguments: keepAliveCases)
    func keepsAlive(_ request: ExchangeCase) {
        #expect(request.exchange.keepsAlive == request.expected)
    }

    @Test("Whether the client waits for 100 (Continue)", arguments: continueCases)
    func expectsContinue(_ request: ExchangeCase) {
        #expect(request.exchange.expectsContinue == request.expected)
    }

    @Test(
        "The path is the target without its query",
        arguments: [("/m2m/v2/heartbeat", "/m2m/v2/heartbeat"), ("/a?b?c", "/a"), ("?b", ""), ("", "")]
    )
    func path(_ target: String, _ path: String) {
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: target)
        #expect(Exchange(head: head, began: .uptimeNanoseconds(0)).path == path)
    }

    @Test("A request keeps the trace id that it was given first")
    func traceID() {
        let identifiers = CountingIdentifiers()
        let first = ExchangeCase(testDescription: "", expected: true).exchange
        let second = ExchangeCase(testDescription: "", expected: true).exchange
        #expect(first.traceID(identifiers) == "trace-1")
        #expect(first.traceID(identifiers) == "trace-1")
        #expect(second.traceID(identifiers) == "trace-2")
    }
}
