import Domain
import Journal

/// One attempt to send one file: its calls from the first fragment until another attempt begins, those that were made
/// again included.
struct UploadTrace: Sendable {
    let file: FileKey
    /// The session's; `nil` when the calls carry none.
    let token: String?
    /// In the order in which they began; at least one.
    private(set) var calls: [Call]

    init(_ call: Call, of file: FileKey) {
        self.file = file
        self.token = call.token
        self.calls = [call]
    }

    var first: Call { self.calls[0] }
    var last: Call { self.calls[self.calls.count - 1] }
    var closings: [Call] { self.calls.filter { $0.index == .closing } }

    /// Whether it consists of -1 alone.
    var isLone: Bool { self.first.index == .closing }

    /// Whether the client knows that the file was accepted.
    var isAccepted: Bool { self.closings.contains { $0.isAcknowledged } }

    /// The delivery that -1 made, whether or not the client was told.
    var delivery: DeliveryID? { self.calls.lazy.filter(\.request.madeDelivery).compactMap(\.request.delivery).first }

    /// Pairs of a call and the one that began after it.
    var steps: Zip2Sequence<ArraySlice<Call>, ArraySlice<Call>> { zip(self.calls.dropLast(), self.calls.dropFirst()) }

    /// Takes a call in.
    ///
    /// - Returns: `false` when the call begins another attempt.
    mutating func take(_ call: Call) -> Bool {
        guard !self.isBegunAnew(by: call) else { return false }
        self.calls.append(call)
        return true
    }

    private func isBegunAnew(by call: Call) -> Bool {
        switch call.index {
        // 0 again is the same 0 for as long as it is not known to have come.
        case .numbered(0): !self.calls.allSatisfy { $0.index == .numbered(0) && !$0.isAcknowledged }
        // Each -1 that goes alone is a file; unless the one before it may have been lost.
        case .closing: self.isLone ? !self.last.isPassingTrouble : self.isAccepted && call.request.madeDelivery
        default: self.isLone
        }
    }
}
