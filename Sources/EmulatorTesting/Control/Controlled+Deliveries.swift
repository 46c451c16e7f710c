public import Domain
public import Foundation
public import Pipeline
import Server

// What was delivered, whoever delivered it; others' deliveries are as if they were not there.
extension Controlled {
    /// All deliveries, in the order in which they were made.
    public func deliveries() async throws -> [Delivery] {
        var found: [Delivery] = []
        var place: Int64? = 0
        while let after = place {
            let page = try await self.scope.deliveries(after: after, limit: 1000)
            found += page.deliveries
            place = page.next
        }
        return found
    }

    /// - Throws: `ControlError` when there is no such delivery.
    public func delivery(_ id: DeliveryID) async throws -> Delivery { try await self.scope.delivery(id) }

    /// Where a delivery stands by the clock, without its client asking: a script that counts history calls does not go on.
    ///
    /// - Throws: `ControlError` when there is no such delivery.
    public func status(of id: DeliveryID) async throws -> DeliveryStatus {
        let delivery = try await self.scope.delivery(id)
        return delivery.status(at: try self.scope.now(of: delivery))
    }

    /// The bytes that were delivered.
    ///
    /// - Throws: `ControlError` when there is no such delivery.
    public func content(of id: DeliveryID) async throws -> Data {
        let delivery = try await self.scope.delivery(id)
        return try Data(contentsOf: URL(fileURLWithPath: self.scope.filePath(of: delivery)))
    }

    /// Gives a delivery any status that its program has, whatever would follow, until it is forced again.
    ///
    /// - Throws: `ControlError` when there is no such delivery, or its program has no such status.
    @discardableResult
    public func force(_ id: DeliveryID, to status: DeliveryStatus) async throws -> Delivery {
        try await self.scope.force(id, to: status)
    }

    /// Sends a delivery that a scenario leads on (`by-hand`) to its next step.
    ///
    /// - Throws: `ControlError` when there is no such delivery, or nothing waits to be released.
    @discardableResult
    public func release(_ id: DeliveryID) async throws -> Delivery { try await self.scope.release(id) }
}
