import Domain
import Foundation
import NIOConcurrencyHelpers
import Pipeline

/// The real store, but for the calls that are told to fail.
final class FlakyStore: PipelineStore {
    enum Call: CaseIterable {
        case syncUpload, commit, delivery, change, openDeliveries, saveSessions
    }

    struct Failure: Error, Equatable {
        let call: Call
    }

    private let real: any PipelineStore
    private let failing = NIOLockedValueBox(Set<Call>())
    private let committing = NIOLockedValueBox<@Sendable () -> Void>({})

    init(_ real: any PipelineStore) {
        self.real = real
    }

    func fail(_ calls: Call...) { self.failing.withLockedValue { $0 = Set(calls) } }

    /// What happens when a delivery is about to be kept.
    func beforeCommit(_ body: @escaping @Sendable () -> Void) { self.committing.withLockedValue { $0 = body } }

    func recover() { self.failing.withLockedValue { $0 = [] } }

    private func attempt(_ call: Call) throws {
        if self.failing.withLockedValue({ $0.contains(call) }) { throw Failure(call: call) }
    }

    func restore(now: Date) throws -> RestoredState { try self.real.restore(now: now) }

    func syncUpload(_ id: DeliveryID, current: @Sendable @escaping () -> Upload?) throws {
        try self.attempt(.syncUpload)
        try self.real.syncUpload(id, current: current)
    }

    func commit(_ delivery: Delivery, isWanted: @Sendable () -> Bool) throws -> Bool {
        try self.attempt(.commit)
        self.committing.withLockedValue { $0 }()
        return try self.real.commit(delivery, isWanted: isWanted)
    }

    func users() throws -> Set<String> { try self.real.users() }

    func removeAll(of user: String) throws -> [DeliveryID] { try self.real.removeAll(of: user) }

    func delivery(_ id: DeliveryID) throws -> Delivery? {
        try self.attempt(.delivery)
        return try self.real.delivery(id)
    }

    func deliveries(_ query: DeliveryQuery, after: Int64, limit: Int) throws -> [PlacedDelivery] {
        try self.real.deliveries(query, after: after, limit: limit)
    }

    func change<Value>(_ id: DeliveryID, _ change: (inout Delivery) throws -> Value) throws -> Value? {
        try self.attempt(.change)
        return try self.real.change(id, change)
    }

    func openDeliveries(at now: Date) throws -> [Delivery] {
        try self.attempt(.openDeliveries)
        return try self.real.openDeliveries(at: now)
    }

    func saveSessions(_ sessions: [Session], ended: [Session]) throws {
        try self.attempt(.saveSessions)
        try self.real.saveSessions(sessions, ended: ended)
    }
}
