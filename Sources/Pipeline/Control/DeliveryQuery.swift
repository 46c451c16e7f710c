public import Domain

/// Which deliveries somebody asks about; what is `nil` may be anything.
public struct DeliveryQuery: Hashable, Sendable {
    public var users: Users
    public var status: DeliveryStatus?
    public var program: StatisticalProgram?
    public var format: FileFormatName?
    public var organisation: OrganisationNumber?
    public var period: ReferencePeriod?
    /// The whole name, as it was sent.
    public var fileName: String?

    /// Whose.
    public enum Users: Hashable, Sendable {
        case one(String)
        /// Everybody's who is in no sandbox.
        case outsideSandboxes
    }

    public init(users: Users) {
        self.users = users
    }
}

/// A delivery, and its place among all in the order in which they were made.
public struct PlacedDelivery: Hashable, Sendable {
    /// From 1; after it the next page begins.
    public let place: Int64
    public let delivery: Delivery

    public init(place: Int64, delivery: Delivery) {
        self.place = place
        self.delivery = delivery
    }
}

/// Some of the deliveries that a query means.
public struct DeliveryPage: Hashable, Sendable {
    public let deliveries: [Delivery]
    /// After which place the next page begins; `nil` when there is none.
    public let next: Int64?
}
