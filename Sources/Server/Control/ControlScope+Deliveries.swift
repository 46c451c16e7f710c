public import Domain
public import Foundation
import NIOPosix
public import Pipeline
import Settings

// The deliveries and unfinished uploads of a scope. Others' are as if they were not there.
extension ControlScope {
    /// Whose deliveries and uploads the scope has.
    private var users: DeliveryQuery.Users { self.user.map { .one($0.name) } ?? .outsideSandboxes }

    /// Deliveries in the order in which they were made.
    ///
    /// - Parameters:
    ///   - query: its ``Pipeline/DeliveryQuery/users`` are the scope's, but for one of an environment's users.
    ///   - after: ``Pipeline/DeliveryPage/next`` of the page before; 0 for the first.
    ///   - limit: how many at most, from 1.
    public func deliveries(_ query: DeliveryQuery? = nil, after: Int64 = 0, limit: Int = 100) async throws
        -> DeliveryPage
    {
        var query = query ?? DeliveryQuery(users: self.users)
        if case .one(let name) = query.users, self.users.contain(name) {} else { query.users = self.users }
        let (pipeline, asked) = (self.environment.pipeline, query)
        return try await self.environment.work.storage.runIfActive {
            try pipeline.deliveries(asked, after: after, limit: limit)
        }
    }

    /// - Throws: ``ControlError``, `delivery-unknown`.
    public func delivery(_ id: DeliveryID) async throws -> Delivery {
        let pipeline = self.environment.pipeline
        let found = try await self.environment.work.storage.runIfActive { try pipeline.delivery(id) }
        guard let found, self.users.contain(found.user) else { throw ControlError.noSuchDelivery(id, in: self) }
        return found
    }

    /// Gives a delivery any status that its program has, whatever would follow; it keeps that until it is forced again.
    ///
    /// - Parameter findings: what is said of the file from then on.
    /// - Returns: the delivery as it then is.
    /// - Throws: ``ControlError``, `delivery-unknown` or `status-impossible`.
    public func force(_ id: DeliveryID, to status: DeliveryStatus, findings: [Finding] = []) async throws -> Delivery {
        try await self.turn.take {
            let program = try await self.delivery(id).program
            guard DeliveryStatus.scriptedBeginnings(in: program).contains(status) else {
                throw ControlError.statusImpossible(status, in: program)
            }
            let pipeline = self.environment.pipeline
            let forced = try await self.environment.work.storage.runIfActive {
                try pipeline.force(id, to: status, findings: findings)
            }
            guard let forced else { throw ControlError.noSuchDelivery(id, in: self) }
            return forced
        }
    }

    /// Sends a delivery that a scenario leads on to its next step.
    ///
    /// - Returns: the delivery as it then is.
    /// - Throws: ``ControlError``, `delivery-unknown` or `nothing-to-release`.
    public func release(_ id: DeliveryID) async throws -> Delivery {
        try await self.turn.take {
            let delivery = try await self.delivery(id)
            guard try await self.environment.release(id) else {
                throw ControlError.nothingToRelease(id, status: delivery.status(at: self.now(of: delivery)))
            }
            return try await self.delivery(id)
        }
    }

    /// - Throws: ``ControlError``, `user-unknown` for whoever has nothing in the scope.
    public func requireUser(_ name: String) throws(ControlError) {
        let known = self.user.map { [$0.name] } ?? self.environment.reporters.map(\.user.name)
        guard known.contains(name) else {
            throw .noSuchUser(UserAddress(String(name.prefix(80)), in: self.environment.name), known: known)
        }
    }

    /// The time by which a delivery is judged.
    public func now(of delivery: Delivery) -> Date { self.environment.pipeline.now(of: delivery.user) }

    /// Where the stored bytes of a delivery are; they stay what they are for as long as the delivery is there.
    public func filePath(of delivery: Delivery) -> String { self.environment.pipeline.filePath(of: delivery.id) }

    /// The unfinished uploads, the oldest first.
    public var uploads: [UploadProgress] { self.environment.pipeline.unfinishedUploads(self.users) }

    /// - Throws: ``ControlError``, `upload-unknown`.
    public func upload(_ id: DeliveryID) throws(ControlError) -> UploadProgress {
        guard let found = self.environment.pipeline.unfinishedUpload(id), self.users.contain(found.upload.user) else {
            throw .noSuchUpload(id, in: self)
        }
        return found
    }

    /// Whoever changes something in the scope takes it first.
    var turn: ControlTurn { self.sandbox?.turn ?? self.emulator.turn }
}
