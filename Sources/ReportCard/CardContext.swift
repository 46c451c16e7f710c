public import Domain
public import Foundation

/// What a card needs to know besides the journal.
public struct CardContext: Sendable {
    /// Now, by the machine's clock.
    public var now: Date
    /// Whether the client has ended: what it has not done by now, it will not do.
    public var isOver: Bool
    /// Whether the journal has the client's traffic from its beginning. When it has not, what cannot be found is not held
    /// against the client.
    public var isComplete: Bool
    /// Where each delivery stands, as far as it is known whatever the client has asked.
    public var statuses: [DeliveryID: DeliveryStatus]
    /// Whether the emulator showed a certificate of its own that a client must refuse.
    public var showsBadServerCertificate: Bool
    /// The most bytes of file content that a fragment may hold.
    public var fragmentBytes: Int
    /// How long before its end a certificate should have been renewed.
    public var renewalPeriod: Duration
    /// How long a client that has not ended may take to react.
    public var patience: Duration
    /// The shortest pause between two questions for one delivery's status.
    public var pollPause: Duration

    /// By SCB's instruction, 2.2.1: 1024 × 9000 bytes.
    public static let usualFragmentBytes = 9_216_000

    public init(
        now: Date = Date(),
        isOver: Bool = false,
        isComplete: Bool = true,
        statuses: [DeliveryID: DeliveryStatus] = [:],
        showsBadServerCertificate: Bool = false,
        fragmentBytes: Int = CardContext.usualFragmentBytes,
        renewalPeriod: Duration = .seconds(30 * 86_400),
        patience: Duration = .seconds(600),
        pollPause: Duration = .seconds(1)
    ) {
        self.now = now
        self.isOver = isOver
        self.isComplete = isComplete
        self.statuses = statuses
        self.showsBadServerCertificate = showsBadServerCertificate
        self.fragmentBytes = fragmentBytes
        self.renewalPeriod = renewalPeriod
        self.patience = patience
        self.pollPause = pollPause
    }
}
