public import Domain

/// What history told of a delivery (docs/protocol.md, "Status"), whatever way it was written in.
public struct DeliveryHistory: Hashable, Sendable {
    public let id: DeliveryID
    /// 0 not begun, 1 under way, 2 ended with errors, 3 ended well.
    public let progressStatus: Int
    /// As the server wrote it.
    public let status: String
    /// As the server wrote it; SCB names no time zone.
    public let submissionDate: String?
    public let fileWasUploaded: Bool

    public var isFinal: Bool { self.progressStatus >= 2 }

    /// What the delivery came to, in the vocabulary of docs/protocol.md; `nil` for a text that it does not have.
    public var outcome: DeliveryStatus? {
        switch self.progressStatus {
        case 0: .queued
        case 1: .processing
        case 3: .readIn
        default:
            DeliveryStatus.allCases.first { $0.progressStatus == 2 && $0.text.lowercased() == self.status.lowercased() }
        }
    }

    /// - Returns: `nil` when the answer is no JSON object with the numbers and texts that a history has.
    init?(_ answer: ServerAnswer, of id: DeliveryID) {
        guard let members = answer.object, let progress = members.number("ProgressStatus"),
            let status = members.text("Status")
        else { return nil }
        self.id = id
        self.progressStatus = progress
        self.status = status
        self.submissionDate = members.text("SubmissionDate")
        self.fileWasUploaded = members.truth("FileWasUploaded") ?? (progress == 3)
    }
}
