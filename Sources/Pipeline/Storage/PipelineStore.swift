public import Domain
public import Foundation

/// What the pipeline needs to be kept over a restart. A call that returns has put its change where it survives the
/// process being killed (docs/protocol.md, "What an acknowledgement promises").
///
/// Any thread may call it; all calls block.
public protocol PipelineStore: Sendable {
    /// What an earlier process left.
    ///
    /// - Parameter now: deliveries that nothing but a hand can change any more after it are left out.
    func restore(now: Date) throws -> RestoredState

    /// Keeps the upload as it stands, or forgets it.
    ///
    /// - Parameter current: asked inside the transaction, so that of two calls the later writes the later state.
    func syncUpload(_ id: DeliveryID, current: @Sendable @escaping () -> Upload?) throws

    /// Keeps the delivery and forgets the upload that it was made of, in one.
    ///
    /// - Parameter isWanted: asked inside the transaction; if it says no, nothing is kept.
    /// - Returns: what `isWanted` said.
    func commit(_ delivery: Delivery, isWanted: @Sendable () -> Bool) throws -> Bool

    /// The users of whom there are deliveries or unfinished uploads.
    func users() throws -> Set<String>

    /// Forgets all deliveries and uploads of a user.
    ///
    /// - Returns: whose files nobody is told of any more.
    func removeAll(of user: String) throws -> [DeliveryID]

    func delivery(_ id: DeliveryID) throws -> Delivery?

    /// The next deliveries that a query may mean, in the order in which they were made.
    ///
    /// - Parameters:
    ///   - after: the place of the one after which they are; 0 for the first.
    ///   - limit: how many at most.
    /// - Returns: of which some may have another status than the query says, since that is a matter of time.
    func deliveries(_ query: DeliveryQuery, after: Int64, limit: Int) throws -> [PlacedDelivery]

    /// Changes a delivery's life in one transaction, and keeps it if it is another.
    ///
    /// - Returns: what `change` returns; `nil` when there is no such delivery.
    func change<Value>(_ id: DeliveryID, _ change: (inout Delivery) throws -> Value) throws -> Value?

    /// Deliveries whose status time, a poll or validation may still change.
    func openDeliveries(at now: Date) throws -> [Delivery]

    /// Keeps new and renewed sessions and forgets those that ended.
    func saveSessions(_ sessions: [Session], ended: [Session]) throws
}

extension PipelineStore {
    /// Keeps the delivery, which is wanted.
    public func commit(_ delivery: Delivery) throws { _ = try self.commit(delivery, isWanted: { true }) }
}

/// What outlived the last process.
public struct RestoredState: Sendable {
    public let sessions: [Session]
    public let uploads: [Upload]
    /// Deliveries whose status time, a poll or validation may still change.
    public let open: [Delivery]
    /// Whose files are to be kept.
    public let knownFiles: Set<DeliveryID>

    public init(sessions: [Session], uploads: [Upload], open: [Delivery], knownFiles: Set<DeliveryID>) {
        self.sessions = sessions
        self.uploads = uploads
        self.open = open
        self.knownFiles = knownFiles
    }
}
