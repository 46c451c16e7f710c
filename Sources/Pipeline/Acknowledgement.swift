public import Domain
public import Foundation

/// The promise of a 200: what it names survives the process being killed.
public struct Acknowledgement: Hashable, Sendable {
    public let id: DeliveryID
    public let time: Date
    /// Where the fragment's content lies in the file that is named ``id``.
    public let stored: StoredContent
    /// What was tolerated on the way.
    public let deviations: [Deviation]
    /// Whether the request made a delivery; one that was already made may have been asked for again.
    public let makesDelivery: Bool
    /// Whether it made a delivery whose file is to be given to ``SubmissionPipeline/validate(_:isCancelled:)``.
    public let awaitsValidation: Bool
}

/// A part of an upload's or a delivery's file.
public struct StoredContent: Hashable, Sendable {
    /// Where it begins.
    public let offset: Int64
    public let bytes: Int64

    public init(offset: Int64, bytes: Int64) {
        self.offset = offset
        self.bytes = bytes
    }
}
