import Domain
import ReportCard
import Settings

/// What became of one situation.
struct SituationResult {
    let situation: Situation
    let card: ReportCard
    let end: ClientProgram.End
    /// What was not as it should be, each a sentence; empty when the situation is passed.
    let complaints: [String]

    var hasPassed: Bool { self.complaints.isEmpty }

    /// - Parameter lastStatus: of the last delivery; `nil` when there is none or it is not known.
    init(_ situation: Situation, _ card: ReportCard, _ end: ClientProgram.End, lastStatus: DeliveryStatus?) {
        self.situation = situation
        self.card = card
        self.end = end
        let failed = card.rows.filter { $0.verdict == .fail }.map(\.id)
        let missing = situation.exercises.filter { card.row($0)?.verdict == .notExercised }
        self.complaints = [
            Self.complaint(situation, end, lastStatus),
            Self.complaint(situation, card),
            failed.isEmpty ? nil : "Failed: \(failed.joined(separator: ", ")).",
            missing.isEmpty ? nil : "The client did nothing that shows: \(missing.joined(separator: ", ")).",
        ].compactMap(\.self)
    }

    /// A client that does nothing is no client that refuses.
    private static func complaint(_ situation: Situation, _ card: ReportCard) -> String? {
        let isSilent = card.requests + card.failedHandshakes == 0
        return isSilent && situation.conditions.serverCertificate == .valid ? "It made no call." : nil
    }

    private static func complaint(
        _ situation: Situation,
        _ end: ClientProgram.End,
        _ lastStatus: DeliveryStatus?
    ) -> String? {
        guard let code = end.code else {
            return "It had not ended after \(situation.limit.components.seconds) s and was ended."
        }
        let isGood = lastStatus == .readIn
        switch situation.ending {
        case .succeeds where code != 0: return "It ended with \(code); expected: 0."
        case .fails where code <= 0:
            return "It ended with \(code); expected: 1 or another code above it, since the file is not delivered well."
        case .truthful where (code == 0) != isGood:
            let status = lastStatus.map { "is \($0.text)" } ?? "has no status that is known"
            return "It ended with \(code), and the last delivery \(status); expected: 0 for Inläst alone."
        default: return nil
        }
    }
}
