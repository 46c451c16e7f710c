import Domain
import NIOConcurrencyHelpers

/// The place in an upload that one request may fill. Only ``UploadRegistry`` gives one.
struct Reservation: Sendable {
    enum Purpose: Sendable {
        /// The next numbered fragment.
        case numbered
        /// Fragment 0 of a file of which fragment 0 came before: the same again, or another file's.
        case first(previous: Upload)
        /// The latest numbered fragment again.
        case repeatOfLatest(size: Int64)
        /// -1 behind numbered fragments.
        case closing
        /// -1 with nothing before it: a whole file, or the closing of `closed` once more.
        case lone(closed: Delivery?)
    }

    let key: UploadKey
    let upload: DeliveryID
    let index: FragmentIndex
    let ticket: Int
    let purpose: Purpose
    /// Where in the file the fragment's bytes go, or stand.
    let offset: Int64
    let gate: WriteGate
    /// Unfinished uploads that this request put an end to.
    let discarded: [DeliveryID]
}

/// Lets only the newest of the requests for one place write to the file.
final class WriteGate: Sendable {
    private let newest = NIOLockedValueBox(0)

    /// Runs `write` unless a newer ticket has written; a newer one waits until `write` is done. Blocking.
    func write<Failure: Error>(ticket: Int, _ write: () throws(Failure) -> Void) throws(Failure) -> Bool {
        let result = self.newest.withLockedValue { newest -> Result<Bool, Failure> in
            guard ticket >= newest else { return .success(false) }
            newest = ticket
            return Result { () throws(Failure) in
                try write()
                return true
            }
        }
        return try result.get()
    }
}
