public import Domain

/// How far an upload has come.
public struct UploadProgress: Hashable, Sendable {
    /// What is known of it; ``Upload/nextIndex`` fragments have come whole.
    public let upload: Upload

    public var id: DeliveryID { self.upload.id }

    /// The fragment that a request is bringing now; `nil` for none.
    public var underWay: FragmentIndex? { self.upload.inFlight?.index }

    /// The fragment that is missing although a later one, or itself, has been tried; `nil` when nothing is. Until it
    /// arrives whole, later fragments and -1 are refused.
    public var hole: Int? { self.upload.hasHole && self.upload.inFlight == nil ? self.upload.nextIndex : nil }

    /// Whether fragment 0 was sent anew and refused, so that only another 0 helps.
    public var mustBeginAnew: Bool { self.hole != nil && self.upload.isOnlyBegunAnew }
}
