import Domain
import Foundation
import Journal
import ReportCard
import Testing

/// A client's traffic, and what one requirement is to make of it.
struct VerdictCase: CustomTestStringConvertible, Sendable {
    let requirement: String
    let name: String
    let verdict: Verdict
    let entries: [JournalEntry]
    let context: CardContext
    /// What the first evidence says, in part.
    let evidence: String

    enum Extra {
        case journalBeginsLate
        case badServerCertificate
        /// The card is made so many seconds after the last call.
        case later(TimeInterval)
        /// Where delivery 1 stands.
        case status(DeliveryStatus)
    }

    /// - Parameters:
    ///   - isOver: whether the client has ended.
    ///   - extra: what else the card is told.
    init(
        _ requirement: String,
        _ verdict: Verdict,
        _ name: String,
        isOver: Bool = true,
        evidence: String = "",
        knowing extra: Extra? = nil,
        _ traffic: (inout Traffic) -> Void
    ) {
        self.requirement = requirement
        self.verdict = verdict
        self.name = name
        self.evidence = evidence
        var told = Traffic()
        traffic(&told)
        self.entries = told.entries
        var context = CardContext(now: told.time, isOver: isOver)
        switch extra {
        case .journalBeginsLate: context.isComplete = false
        case .badServerCertificate: context.showsBadServerCertificate = true
        case .later(let seconds): context.now += seconds
        case .status(let status): context.statuses = [Example.id(1): status]
        case nil: break
        }
        self.context = context
    }

    var testDescription: String { "\(self.requirement), \(self.verdict): \(self.name)" }

    static let all =
        session + order + size + closing + failure + lawful + repeated + resent + outcome + ambiguous + certificate
        + transport
        + call
}

extension Traffic {
    /// A file in so many numbered fragments of the largest size, and an empty -1, that becomes Inläst.
    mutating func delivery(_ number: Int = 1, file: String = "a.xml", session: String = "s1", fragments: Int = 2) {
        for index in 0..<fragments {
            let bytes: Int64 = index + 1 < fragments ? 9_216_000 : 1000
            self.upload("\(index)", bytes: bytes, file: file, session: session, delivery: number)
        }
        self.upload("-1", bytes: 0, file: file, session: session, delivery: number)
        self.history(number, .processing)
        self.wait(1)
        self.history(number, .readIn)
    }
}
