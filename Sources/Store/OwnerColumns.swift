import Pipeline

/// An upload's owner in two columns.
struct OwnerColumns {
    let kind: String
    let owner: String

    init(_ owner: UploadOwner) {
        switch owner {
        case .session(let token): (self.kind, self.owner) = ("session", token)
        case .certificate(let fingerprint): (self.kind, self.owner) = ("certificate", fingerprint)
        }
    }

    init(kind: String, owner: String) {
        (self.kind, self.owner) = (kind, owner)
    }

    /// `nil` for a kind that no emulator writes.
    var value: UploadOwner? {
        switch self.kind {
        case "session": .session(token: self.owner)
        case "certificate": .certificate(fingerprint: self.owner)
        default: nil
        }
    }
}
