public import Domain

/// Takes the bytes of one authorised fragment and puts them where they belong.
///
/// One thread at a time may use it; all calls block on the disk, so none belongs on an event loop.
public final class FragmentReceipt: @unchecked Sendable {
    let fragment: AuthorizedFragment
    let reservation: Reservation
    private let folder: SpoolFolder
    private var file: SpoolFile?
    /// Bytes that came.
    private var size: Int64 = 0
    /// Whether every byte so far is the one that stands in the file, where that is asked.
    private var isRepeat = true

    init(fragment: AuthorizedFragment, reservation: Reservation, folder: SpoolFolder) {
        self.fragment = fragment
        self.reservation = reservation
        self.folder = folder
    }

    /// Whether the fragment is the closing one, so that accepting it takes as long as reading the file.
    public var endsFile: Bool { self.reservation.index == .closing }

    /// The session that the fragment came in; `nil` where a certificate stands for it.
    public var session: String? {
        if case .session(let token) = self.fragment.key.owner { token } else { nil }
    }

    /// - Throws: 409 when a newer request took this one's place, 507 when the disk is full, 500 when it fails.
    public func append(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        guard bytes.count > 0 else { return }
        let place = self.reservation.offset + self.size
        self.size += Int64(bytes.count)
        if case .repeatOfLatest(let stored) = self.reservation.purpose {
            if self.isRepeat {
                self.isRepeat = try self.size <= stored ? self.openFile().holds(bytes, at: place) : false
            }
            return
        }
        try self.ifNewest { () throws(Problem) in try self.openFile().write(bytes, at: place) }
    }

    /// All bytes have come.
    func finish() throws(Problem) -> ReceivedFragment {
        switch self.reservation.purpose {
        case .repeatOfLatest(let stored): self.isRepeat = self.isRepeat && self.size == stored
        case .numbered, .first: try self.ifNewest { () throws(Problem) in _ = try self.openFile() }
        case .closing, .lone:
            let end = self.reservation.offset + self.size
            try self.ifNewest { () throws(Problem) in try self.openFile().truncate(to: end) }
        }
        return ReceivedFragment(receipt: self, size: self.size, isRepeat: self.isRepeat)
    }

    var superseded: Problem {
        .fragmentSuperseded(self.reservation.index, fileName: self.fragment.parameters.fileName)
    }

    /// From now on no older request for the same place reaches the file.
    ///
    /// - Throws: 409 when a newer one has claimed it.
    func claim() throws(Problem) { try self.ifNewest { () throws(Problem) in } }

    private func ifNewest(_ write: () throws(Problem) -> Void) throws(Problem) {
        guard try self.reservation.gate.write(ticket: self.reservation.ticket, write) else { throw self.superseded }
    }

    private func openFile() throws(Problem) -> SpoolFile {
        if let file { return file }
        let file = try self.folder.open(self.reservation.upload)
        self.file = file
        return file
    }
}

/// A fragment whose bytes have all come and are stored. Only ``FragmentReceipt`` makes one.
struct ReceivedFragment: Sendable {
    let receipt: FragmentReceipt
    /// Bytes.
    let size: Int64
    /// For a repeat of the latest fragment: whether it is the same to the byte.
    let isRepeat: Bool

    var reporter: Reporter { self.receipt.fragment.reporter }

    fileprivate init(receipt: FragmentReceipt, size: Int64, isRepeat: Bool) {
        self.receipt = receipt
        self.size = size
        self.isRepeat = isRepeat
    }
}
