/// A way to end a connection that no sound server takes, so that a client meets it on purpose (docs/scenarios.md,
/// "`fault`: connections that fail").
///
/// Given to ``TLSServerHandler`` as a user outbound event, by a handler behind it; for what it does then see
/// ``TLSServerHandler/triggerUserOutboundEvent(context:event:promise:)``.
public enum TLSBreak: Hashable, Sendable, CaseIterable {
    /// TCP's FIN without close_notify (RFC 8446, 6.1).
    case truncate
    /// TCP's RST. What the client's window had no room for by then is lost.
    case reset
    /// A record that fails its check; a client answers with the alert bad_record_mac.
    case badRecordMAC
    /// A record one byte longer than its version allows (RFC 5246, 6.2.3; RFC 8446, 5.2); a client answers with the alert
    /// record_overflow. (Java's limit is another: it finds the check at fault, and answers with bad_record_mac.)
    case recordOverflow
    /// A message out of place; a client answers with the alert unexpected_message. In TLS 1.3 a change_cipher_spec after the
    /// handshake (RFC 8446, 5), in TLS 1.2 an encrypted ServerHelloDone. With a cipher suite of TLS 1.2 whose cipher is
    /// neither AES-GCM nor ChaCha20-Poly1305 it is ``badRecordMAC``.
    case unexpectedMessage
}
