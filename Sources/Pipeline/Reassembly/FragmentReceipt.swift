public import Domain

/// Takes the bytes of one authorised fragment and puts them where they belong.
///
/// One thread at a time may use it; all calls block on the disk, so none belongs on an event loop.
public final class FragmentReceipt: @unchecked Sendable {
    let fragment: AuthorizedFragment
    let reservation: Reservation
    private let folder: SpoolFolder
    private let hasher = ContentHasher()
    private var file: SpoolFile?
    private var written: Int64 = 0

    init(fragment: AuthorizedFragment, reservation: Reservation, folder: SpoolFolder) {
        self.fragment = fragment
        self.reservation = reservation
        self.folder = folder
    }

    /// Whether the fragment is the closing one, so that accepting it takes as long as reading the file.
    public var endsFile: Bool { self.reservation.index == .closing }

    /// - Throws: 409 when a newer request took this one's place, 507 when the disk is full, 500 when it fails.
    public func append(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        guard bytes.count > 0 else { return }
        self.hasher.update(bytes)
        if case .repeatOfLatest = self.reservation.purpose { return }
        let file = try self.openFile()
        let isNewest = try self.reservation.gate.write(ticket: self.reservation.ticket) { () throws(Problem) in
            try file.write(bytes, at: self.reservation.offset + self.written)
        }
        guard isNewest else { throw self.superseded }
        self.written += Int64(bytes.count)
    }

    /// All bytes have come.
    func finish() throws(Problem) -> ReceivedFragment {
        switch self.reservation.purpose {
        case .repeatOfLatest: break
        case .numbered: _ = try self.openFile()
        case .closing, .lone: try self.openFile().truncate(to: self.reservation.offset + self.written)
        }
        return ReceivedFragment(receipt: self, content: self.hasher.finish())
    }

    var superseded: Problem {
        .fragmentSuperseded(self.reservation.index, fileName: self.fragment.parameters.fileName)
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
    let content: ContentDigest

    fileprivate init(receipt: FragmentReceipt, content: ContentDigest) {
        self.receipt = receipt
        self.content = content
    }
}
