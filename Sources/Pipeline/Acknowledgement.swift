public import Domain
public import Foundation

/// The promise of a 200: what it names survives the process being killed.
public struct Acknowledgement: Hashable, Sendable {
    public let id: DeliveryID
    public let time: Date
    /// What was tolerated on the way.
    public let deviations: [Deviation]
    /// Whether the request made a delivery; one that was already made may have been asked for again.
    public let makesDelivery: Bool
    /// Whether it made a delivery whose file is to be given to ``SubmissionPipeline/validate(_:isCancelled:)``.
    public let awaitsValidation: Bool
}
