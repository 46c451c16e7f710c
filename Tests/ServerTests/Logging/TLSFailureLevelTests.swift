import Domain
import Foundation
import Logging
import Testing

@testable import Server
@testable import TLS

@Suite("How loud the end of a connection is told")
struct TLSFailureLevelTests {
    private static let cases: [(TLSFailureCause, Logger.Level)] = [
        (.closedByClient(isUnused: true), .debug),
        (.closedByClient(isUnused: false), .warning),
        (.record(reason: "bad record mac"), .warning),
        // A scenario asked for it: nothing is wrong.
        (.brokenRecord(.badMAC, answer: nil), .info),
        (.brokenRecord(.overflow, answer: TLSAlert(.received, number: 22)), .info),
    ]

    @Test("A port that is tried is no news, a scenario's work no warning, and a real fault one", arguments: cases)
    func level(_ cause: TLSFailureCause, _ level: Logger.Level) {
        let failure = TLSFailure(
            cause: cause,
            version: "TLSv1.3",
            serverName: nil,
            alert: nil,
            certificate: .nothing,
            time: Date(timeIntervalSince1970: 0)
        )
        #expect(failure.logLevel == level)
    }
}
