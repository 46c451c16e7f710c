public import Domain
public import Foundation

/// What a history call tells of a delivery or of an upload under way.
public struct HistoryEntry: Hashable, Sendable {
    public let id: DeliveryID
    public let status: DeliveryStatus
    /// When the delivery was received whole; while it is uploaded, when it began.
    public let submitted: Date
}
