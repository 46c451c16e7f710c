import Domain
import Foundation
import NIOConcurrencyHelpers

/// The uploads under way, in memory; the store keeps them over a restart.
///
/// Any thread may call it. Nothing here blocks.
final class UploadRegistry: Sendable {
    struct Entry {
        var upload: Upload
        /// The upload that ``upload`` began anew while it had fragment 0 only. Until the new fragment 0 has come whole
        /// it may be the old one repeated.
        var previous: Upload?
        let gate = WriteGate()
    }

    struct State {
        var entries: [UploadKey: Entry] = [:]
        var keys: [DeliveryID: UploadKey] = [:]
        /// Deliveries of several fragments that are still being processed, whose -1 may come again.
        var closed: [UploadKey: Delivery] = [:]
        var lastTicket = 0
    }

    let limit: Int
    /// Whether a fragment that comes again with the same bytes is acknowledged again, or judged by its order alone.
    let repeats: Tolerance
    let state: NIOLockedValueBox<State>

    /// - Parameters:
    ///   - limit: how many uploads may be unfinished at once.
    ///   - repeats: what is done about a fragment that comes again with the same bytes.
    ///   - processing: deliveries that have no final status yet.
    init(limit: Int, repeats: Tolerance = .accept, uploads: [Upload], processing: [Delivery]) {
        self.limit = limit
        self.repeats = repeats
        var state = State()
        for upload in uploads.sorted(by: { $0.beganAt < $1.beganAt }) {
            let earlier = state.entries[upload.key]?.upload
            // An older one that this cannot repeat is over, although the store had no time to forget it.
            let isRepeatable = repeats == .accept && upload.nextIndex == 0 && earlier?.nextIndex == 1
            if let earlier, !isRepeatable { state.keys[earlier.id] = nil }
            state.entries[upload.key] = Entry(upload: upload, previous: isRepeatable ? earlier : nil)
            state.keys[upload.id] = upload.key
        }
        for delivery in processing {
            if let closing = delivery.closing { state.closed[closing.key] = delivery }
        }
        self.state = NIOLockedValueBox(state)
    }

    /// The unfinished upload with this id.
    func upload(_ id: DeliveryID) -> Upload? {
        self.state.withLockedValue { $0.upload(id) }
    }

    /// All that are under way, in no order.
    var unfinished: [Upload] { self.state.withLockedValue { $0.entries.values.map(\.upload) } }

    /// The unfinished upload with this key.
    func id(of key: UploadKey) -> DeliveryID? {
        self.state.withLockedValue { $0.entries[key]?.upload.id }
    }

    /// The upload as the store is to keep it; `nil` when it is to forget it.
    func snapshot(_ id: DeliveryID) -> Upload? {
        self.state.withLockedValue { state in
            state.upload(id).flatMap { $0.isLone ? nil : $0 }
        }
    }

    // MARK: One request

    /// The body has come whole; from here on no newer request takes its place.
    ///
    /// - Returns: the upload, `nil` when a newer request has taken its place already.
    func beginCommit(_ reservation: Reservation) -> Upload? {
        self.state.withLockedValue { state in
            guard state.entries[reservation.key]?.upload.beginCommit(ticket: reservation.ticket) == true else {
                return nil
            }
            return state.entries[reservation.key]?.upload
        }
    }

    /// The numbered fragment is stored.
    ///
    /// - Returns: the earlier upload that this ends, which ``Reservation/Purpose/first(previous:)`` named.
    func complete(_ reservation: Reservation, size: Int64, now: Date) -> DeliveryID? {
        self.state.withLockedValue { state in
            guard var entry = state.entry(of: reservation) else { return nil }
            entry.upload.complete(ticket: reservation.ticket, size: size, now: now)
            defer { state.entries[reservation.key] = entry }
            guard let previous = entry.previous else { return nil }
            entry.previous = nil
            state.keys[previous.id] = nil
            return previous.id
        }
    }

    /// Fragment 0 was the earlier fragment 0 again; the upload that it seemed to begin is no more.
    func restorePrevious(_ reservation: Reservation, now: Date) {
        self.state.withLockedValue { state in
            guard var entry = state.entry(of: reservation), let previous = entry.previous else { return }
            let seen = entry.upload.highestSeen
            entry.upload = previous
            entry.upload.beginAgain(seen: seen, now: now)
            entry.previous = nil
            state.keys[reservation.upload] = nil
            state.entries[reservation.key] = entry
        }
    }

    /// The request ended without changing the file.
    ///
    /// - Returns: the upload that went with it, if it was nothing but this request.
    func abandon(_ reservation: Reservation) -> DeliveryID? {
        self.state.withLockedValue { state in
            guard var entry = state.entry(of: reservation) else { return nil }
            entry.upload.abandon(ticket: reservation.ticket)
            guard entry.upload.isLone, entry.upload.inFlight == nil else {
                state.entries[reservation.key] = entry
                return nil
            }
            state.remove(entry)
            return reservation.upload
        }
    }

    /// The upload was refused at -1; nothing of it remains.
    func discard(_ reservation: Reservation) {
        self.state.withLockedValue { state in
            if let entry = state.entry(of: reservation) { state.remove(entry) }
        }
    }

    /// The upload has become `delivery`.
    func close(_ reservation: Reservation, delivery: Delivery) {
        self.state.withLockedValue { state in
            if let entry = state.entry(of: reservation) { state.remove(entry) }
            if let closing = delivery.closing { state.closed[closing.key] = delivery }
        }
    }

    /// The delivery's life has gone on.
    func update(_ delivery: Delivery) {
        guard let closing = delivery.closing else { return }
        self.state.withLockedValue { state in
            if state.closed[closing.key]?.id == delivery.id { state.closed[closing.key] = delivery }
        }
    }

    // MARK: Time

    /// When each unfinished upload was last touched, but for those that a request is busy with.
    var touched: [(id: DeliveryID, user: String, time: Date)] {
        self.state.withLockedValue { state in
            state.entries.values.filter { $0.upload.inFlight == nil }.map {
                ($0.upload.id, $0.upload.user, $0.upload.touchedAt)
            }
        }
    }

    /// Takes out the uploads that nobody touched for so many seconds, and forgets closings that cannot be repeated any more.
    ///
    /// - Parameters:
    ///   - isMeant: of which users.
    ///   - now: the time of a user.
    func sweep(
        untouchedFor limit: Double,
        _ isMeant: (String) -> Bool = { _ in true },
        now: (String) -> Date
    ) -> [DeliveryID] {
        self.state.withLockedValue { state in
            state.closed = state.closed.filter {
                !isMeant($0.value.user) || !$0.value.status(at: now($0.value.user)).isFinal
            }
            return state.remove {
                $0.inFlight == nil && isMeant($0.user) && now($0.user).timeIntervalSince($0.touchedAt) > limit
            }
        }
    }

    /// Takes out everything of the users meant, also what a request is busy with: that request then finds that a newer one
    /// has its place.
    func removeAll(_ isMeant: (String) -> Bool) -> [DeliveryID] {
        self.state.withLockedValue { state in
            state.closed = state.closed.filter { !isMeant($0.value.user) }
            return state.remove { isMeant($0.user) }
        }
    }
}

extension UploadRegistry.State {
    func upload(_ id: DeliveryID) -> Upload? {
        guard let entry = self.keys[id].flatMap({ self.entries[$0] }) else { return nil }
        return entry.upload.id == id ? entry.upload : entry.previous
    }

    func entry(of reservation: Reservation) -> UploadRegistry.Entry? {
        self.entries[reservation.key].flatMap { $0.upload.id == reservation.upload ? $0 : nil }
    }

    /// - Returns: the ids of all that went.
    mutating func remove(where isGone: (Upload) -> Bool) -> [DeliveryID] {
        let gone = self.entries.values.filter { isGone($0.upload) }
        for entry in gone { self.remove(entry) }
        return gone.flatMap { [$0.upload.id] + ($0.previous.map { [$0.id] } ?? []) }
    }

    mutating func remove(_ entry: UploadRegistry.Entry) {
        self.entries[entry.upload.key] = nil
        self.keys[entry.upload.id] = nil
        if let previous = entry.previous { self.keys[previous.id] = nil }
    }
}

extension Upload {
    /// Whether this is a -1 with nothing before it.
    var isLone: Bool { self.nextIndex == 0 && self.highestSeen < 0 }
}
