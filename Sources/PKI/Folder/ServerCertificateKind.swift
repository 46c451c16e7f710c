/// What the server shows for itself: a certificate that a client must accept, or one that it must refuse.
///
/// The raw value names the files of an odd one, `server/lab-<kind>-p256.crt` and `…-rsa.crt`.
public enum ServerCertificateKind: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    case valid
    /// It ended a day ago.
    case expired
    /// It begins in a day.
    case notYetValid = "not-yet-valid"
    /// Its own key signed it.
    case selfSigned = "self-signed"
    /// Sound, but for another host name, which no client uses.
    case wrongHost = "wrong-host"
    /// Signed by an authority that was made for it and thrown away.
    case untrusted

    public var description: String { self.rawValue }
}
