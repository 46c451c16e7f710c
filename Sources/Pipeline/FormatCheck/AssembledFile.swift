import Domain

/// A file whose every byte, -1 included, is stored without a known hole. Only a received closing fragment makes one.
struct AssembledFile: Sendable {
    let fragment: AuthorizedFragment
    let reservation: Reservation
    /// Bytes of the closing fragment, which are the file's last.
    let closingSize: Int64
    /// Bytes in all; never 0.
    let size: Int64

    /// - Parameter received: the closing fragment; its upload is committing.
    /// - Throws: 400 when there is not a single byte.
    init(_ received: ReceivedFragment) throws(Problem) {
        self.fragment = received.receipt.fragment
        self.reservation = received.receipt.reservation
        self.closingSize = received.size
        self.size = self.reservation.offset + received.size
        guard self.size > 0 else { throw .fileEmpty(self.fragment.parameters.fileName) }
    }
}
