public import Domain

/// What the client does, told as it happens.
public enum ClientEvent: Hashable, Sendable {
    /// A heartbeat began a session, or renewed it.
    case heartbeat(renewal: Bool)
    /// A fragment was acknowledged. `sent` and `size` are bytes of the file.
    case acknowledged(FragmentIndex, DeliveryID, sent: Int, size: Int)
    /// A call failed for now; it is made again after the wait. `attempt` is the number of the one that failed.
    case waiting(Duration, reason: String, attempt: Int, of: Int)
    /// The file is begun anew at fragment 0.
    case beginningAnew(reason: String)
    /// Sending goes on at the fragment that the server named.
    case goingOn(at: FragmentIndex, reason: String)
    /// Only history can tell whether the delivery was made.
    case inDoubt(DeliveryID, reason: String)
    /// The answer to -1 named another delivery than those before it.
    case otherDelivery(first: DeliveryID, then: DeliveryID)
    case history(DeliveryHistory)
    /// The whole file is sent again, after Systemfel.
    case resending(after: DeliveryID)

    /// One line for a person, without a full stop.
    public var text: String {
        switch self {
        case .heartbeat(let renewal): renewal ? "session renewed" : "session begun"
        case .acknowledged(let index, let id, let sent, let size):
            "fragment \(index) acknowledged, \(sent) of \(size) bytes, delivery \(id)"
        case .waiting(let wait, let reason, let attempt, let limit):
            "attempt \(attempt) of \(limit) failed, next in \(wait.inSeconds): \(reason)"
        case .beginningAnew(let reason): "begun anew at fragment 0: \(reason)"
        case .goingOn(let index, let reason): "going on at fragment \(index): \(reason)"
        case .inDoubt(let id, let reason): "asking history whether delivery \(id) was made: \(reason)"
        case .otherDelivery(let first, let then):
            "the last answer names delivery \(then), those before it \(first): there may be two"
        case .history(let history): "\(history.id) is \(history.status)"
        case .resending(let id): "delivery \(id) ended as Systemfel, sending the whole file again"
        }
    }
}

extension Duration {
    /// `1.5 s`.
    var inSeconds: String {
        let (seconds, attoseconds) = self.components
        let tenths = seconds * 10 + attoseconds / 100_000_000_000_000_000
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
