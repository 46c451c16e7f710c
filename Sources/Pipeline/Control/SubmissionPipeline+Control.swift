public import Domain
import Foundation

// What somebody who controls the emulator sees of deliveries and uploads, and does to them.
extension SubmissionPipeline {
    /// How many deliveries are fetched at once while a page is looked for.
    private static let batch = 200

    /// Deliveries in the order in which they were made. Blocking.
    ///
    /// - Parameters:
    ///   - after: ``DeliveryPage/next`` of the page before; 0 for the first.
    ///   - limit: how many at most, from 1.
    public func deliveries(_ query: DeliveryQuery, after: Int64 = 0, limit: Int) throws -> DeliveryPage {
        var found: [PlacedDelivery] = []
        var place = after
        while true {
            let batch = try self.store.deliveries(query, after: place, limit: Self.batch)
            for placed in batch where self.hasStatus(query.status, placed.delivery) {
                // One more than is told, to know whether any follows.
                if found.count == limit {
                    return DeliveryPage(deliveries: found.map(\.delivery), next: found.last?.place)
                }
                found.append(placed)
            }
            guard batch.count == Self.batch, let last = batch.last else {
                return DeliveryPage(deliveries: found.map(\.delivery), next: nil)
            }
            place = last.place
        }
    }

    private func hasStatus(_ status: DeliveryStatus?, _ delivery: Delivery) -> Bool {
        status == nil || delivery.status(at: self.now(of: delivery.user)) == status
    }

    /// Gives a delivery another status. Blocking.
    ///
    /// - Returns: the delivery as it then is; `nil` when there is none.
    public func force(_ id: DeliveryID, to status: DeliveryStatus, findings: [Finding]) throws -> Delivery? {
        try self.change(id) { delivery in
            delivery.force(status, findings: findings, at: self.now(of: delivery.user))
            return delivery
        }
    }

    /// Where the stored bytes of a delivery or an upload are.
    public func filePath(of id: DeliveryID) -> String { self.folder.filePath(id) }

    /// The unfinished uploads of the users meant, the oldest first.
    public func unfinishedUploads(_ users: DeliveryQuery.Users) -> [UploadProgress] {
        self.uploads.unfinished.filter { users.contain($0.user) }.map(UploadProgress.init)
            .sorted { ($0.upload.beganAt, $0.id.description) < ($1.upload.beganAt, $1.id.description) }
    }

    /// - Returns: `nil` when there is no such unfinished upload.
    public func unfinishedUpload(_ id: DeliveryID) -> UploadProgress? {
        self.uploads.upload(id).map(UploadProgress.init)
    }
}

extension DeliveryQuery.Users {
    /// Whether a user is meant.
    public func contain(_ user: String) -> Bool {
        switch self {
        case .one(let name): user == name
        case .outsideSandboxes: !SandboxName.isUser(user)
        }
    }
}
