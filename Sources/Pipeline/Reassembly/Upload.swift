public import Domain
public import Foundation

/// A file that is being sent, between its first fragment and -1: a state machine without I/O.
///
/// What the store keeps of it is exactly what is public here.
public struct Upload: Hashable, Sendable {
    public let id: DeliveryID
    public let key: UploadKey
    /// Who began it; shown with the delivery.
    public let user: String
    public let beganAt: Date
    public private(set) var touchedAt: Date
    /// The numbered fragment that is expected.
    public private(set) var nextIndex: Int
    /// The highest numbered fragment that was ever begun, whole or not; -1 before any. While it is not below
    /// ``nextIndex`` the file has a known hole.
    public private(set) var highestSeen: Int
    /// Bytes of the fragments that came whole.
    public private(set) var size: Int64
    /// Bytes of the fragment that came whole last, which are the last of the file; 0 before any came.
    public private(set) var latestSize: Int64

    var inFlight: InFlight?

    /// The request that is filling the upload now.
    struct InFlight: Hashable, Sendable {
        let index: FragmentIndex
        /// Tells a request from the newer one that took its place.
        let ticket: Int
        /// Whether its body has come whole, so that no newer request may take its place.
        var isCommitting = false
    }

    /// What a request may do to the upload.
    enum Admission: Hashable {
        /// Its bytes go behind those that are there.
        case store
        /// Its bytes are compared with the latest fragment's.
        case compare
    }

    public init(
        id: DeliveryID,
        key: UploadKey,
        user: String,
        beganAt: Date,
        touchedAt: Date,
        nextIndex: Int = 0,
        highestSeen: Int = -1,
        size: Int64 = 0,
        latestSize: Int64 = 0
    ) {
        self.id = id
        self.key = key
        self.user = user
        self.beganAt = beganAt
        self.touchedAt = touchedAt
        self.nextIndex = nextIndex
        self.highestSeen = highestSeen
        self.size = size
        self.latestSize = latestSize
    }

    var hasHole: Bool { self.highestSeen >= self.nextIndex }

    /// Whether nothing of the file has come whole, so that nobody was told its id.
    var isUnacknowledged: Bool { self.nextIndex == 0 }

    /// Begins a request for `index`, 0 excepted unless it is the fragment expected.
    ///
    /// - Parameter repeats: whether the latest fragment may come again.
    /// - Throws: the 409 that the protocol asks for; a numbered fragment has then still been seen.
    mutating func begin(
        _ index: FragmentIndex,
        ticket: Int,
        repeats: Tolerance = .accept,
        now: Date
    ) throws(Problem) -> Admission {
        self.touchedAt = now
        defer { if case .numbered(let number) = index { self.see(number) } }
        if let inFlight, inFlight.index != index || inFlight.isCommitting {
            throw .uploadBusy(index, underWay: inFlight.index, fileName: self.key.fileName)
        }
        let admission = try self.admission(index, repeats: repeats)
        self.inFlight = InFlight(index: index, ticket: ticket)
        return admission
    }

    private func admission(_ index: FragmentIndex, repeats: Tolerance) throws(Problem) -> Admission {
        switch index {
        case .closing:
            guard !self.hasHole else {
                throw .uploadIncomplete(expected: self.nextIndex, fileName: self.key.fileName)
            }
            return .store
        case .numbered(self.nextIndex): return .store
        case .numbered(let number):
            if number == self.nextIndex - 1, repeats == .accept { return .compare }
            throw .fragmentOutOfOrder(index, expected: self.nextIndex, fileName: self.key.fileName)
        }
    }

    /// The request's body has come whole.
    ///
    /// - Returns: whether the request is still the one that fills the upload.
    mutating func beginCommit(ticket: Int) -> Bool {
        guard self.inFlight?.ticket == ticket else { return false }
        self.inFlight?.isCommitting = true
        return true
    }

    /// The numbered fragment of `ticket` is stored.
    mutating func complete(ticket: Int, size: Int64, now: Date) {
        guard self.inFlight?.ticket == ticket else { return }
        self.inFlight = nil
        self.touchedAt = now
        self.nextIndex += 1
        self.size += size
        self.latestSize = size
    }

    /// The request of `ticket` ended without changing the file.
    mutating func abandon(ticket: Int) {
        if self.inFlight?.ticket == ticket { self.inFlight = nil }
    }

    /// A numbered fragment was refused before it could begin.
    mutating func noteRefused(_ number: Int, now: Date) {
        self.touchedAt = now
        self.see(number)
    }

    /// Fragment 0 came once more and was the same: the client sends the file again from its beginning, and what it
    /// tried before counts no longer.
    ///
    /// - Parameter seen: the highest fragment that came since then.
    mutating func beginAgain(seen: Int, now: Date) {
        self.touchedAt = now
        self.highestSeen = seen
    }

    /// A file that was begun anew and refused may not be continued as if it had not: no fragment but another 0 closes
    /// that hole.
    private static let onlyAnew = Int(Int32.max)

    var isOnlyBegunAnew: Bool { self.highestSeen == Self.onlyAnew }

    private mutating func see(_ number: Int) {
        self.highestSeen = max(self.highestSeen, number == 0 && self.nextIndex > 0 ? Self.onlyAnew : number)
    }
}
