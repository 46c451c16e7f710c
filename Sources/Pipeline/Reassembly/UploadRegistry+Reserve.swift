import Domain
import Foundation
import NIOConcurrencyHelpers

extension UploadRegistry {
    /// Judges the order of a fragment and keeps its place (docs/protocol.md, "Fragments", "Order").
    ///
    /// - Parameter newID: makes the id of an upload that begins here.
    /// - Throws: 409 for a fragment out of order, 503 when too many uploads are unfinished.
    func reserve(
        _ fragment: AuthorizedFragment,
        now: Date,
        newID: () -> DeliveryID
    ) throws(Problem) -> Reservation {
        let result = self.state.withLockedValue { state in
            Result { () throws(Problem) in
                state.lastTicket += 1
                let entry = state.entries[fragment.key]
                if let entry, !Self.beginsAnew(fragment.parameters.fragment, entry.upload) {
                    return try self.goOn(fragment, entry, in: &state, now: now)
                }
                return try self.begin(fragment, in: &state, id: newID(), now: now)
            }
        }
        return try result.get()
    }

    /// A fragment was refused for another reason than its order: the file has a hole there.
    ///
    /// - Returns: the upload that knows of it, for the store.
    func noteRefused(_ fragment: AuthorizedFragment, now: Date, newID: () -> DeliveryID) -> DeliveryID? {
        guard case .numbered(let number) = fragment.parameters.fragment else { return nil }
        return self.state.withLockedValue { state in
            var entry = state.entries[fragment.key] ?? Entry(upload: Self.upload(fragment, id: newID(), now: now))
            guard state.entries[fragment.key] != nil || state.entries.count < self.limit else { return nil }
            entry.upload.noteRefused(number, now: now)
            state.entries[fragment.key] = entry
            state.keys[entry.upload.id] = fragment.key
            return entry.upload.id
        }
    }

    /// Fragment 0 begins a file again, unless it is the one expected, or another request is under way: that is judged
    /// by the upload itself.
    private static func beginsAnew(_ index: FragmentIndex, _ upload: Upload) -> Bool {
        index == .numbered(0) && upload.nextIndex > 0 && upload.inFlight == nil
    }

    private func goOn(
        _ fragment: AuthorizedFragment,
        _ entry: Entry,
        in state: inout State,
        now: Date
    ) throws(Problem) -> Reservation {
        var entry = entry
        defer { state.entries[fragment.key] = entry }
        return try self.reserve(fragment, in: &entry, of: state, discarded: [], now: now)
    }

    private func begin(
        _ fragment: AuthorizedFragment,
        in state: inout State,
        id: DeliveryID,
        now: Date
    ) throws(Problem) -> Reservation {
        let old = state.entries[fragment.key]
        guard old != nil || state.entries.count < self.limit else {
            throw .overloaded(limit: "limits.uploads", value: self.limit)
        }
        if let old { state.remove(old) }
        var entry = Entry(upload: Self.upload(fragment, id: id, now: now))
        // Only fragment 0 can be the old upload's latest fragment once more.
        if self.repeats == .accept, let old, old.upload.nextIndex == 1 { entry.previous = old.upload }
        defer {
            state.entries[fragment.key] = entry
            state.keys[id] = fragment.key
            if let previous = entry.previous { state.keys[previous.id] = fragment.key }
        }
        let discarded = [old?.previous?.id, entry.previous == nil ? old?.upload.id : nil].compactMap { $0 }
        return try self.reserve(fragment, in: &entry, of: state, discarded: discarded, now: now)
    }

    private func reserve(
        _ fragment: AuthorizedFragment,
        in entry: inout Entry,
        of state: State,
        discarded: [DeliveryID],
        now: Date
    ) throws(Problem) -> Reservation {
        let index = fragment.parameters.fragment
        let admission = try entry.upload.begin(index, ticket: state.lastTicket, repeats: self.repeats, now: now)
        let closed = self.repeats == .accept ? state.closed[fragment.key] : nil
        return Reservation(
            key: fragment.key,
            upload: entry.upload.id,
            index: index,
            ticket: state.lastTicket,
            purpose: Self.purpose(index, admission, entry, closed: closed),
            offset: entry.upload.size - (admission == .compare ? entry.upload.latestSize : 0),
            gate: entry.gate,
            discarded: discarded
        )
    }

    private static func upload(_ fragment: AuthorizedFragment, id: DeliveryID, now: Date) -> Upload {
        Upload(id: id, key: fragment.key, user: fragment.reporter.user.name, beganAt: now, touchedAt: now)
    }

    private static func purpose(
        _ index: FragmentIndex,
        _ admission: Upload.Admission,
        _ entry: Entry,
        closed: Delivery?
    ) -> Reservation.Purpose {
        switch admission {
        case .compare: .repeatOfLatest(size: entry.upload.latestSize)
        case .store where index == .closing: entry.upload.isLone ? .lone(closed: closed) : .closing
        case .store: entry.previous.map(Reservation.Purpose.first) ?? .numbered
        }
    }
}
