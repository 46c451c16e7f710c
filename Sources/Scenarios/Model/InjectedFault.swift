/// How and where a connection fails.
public struct InjectedFault: Hashable, Sendable {
    public let place: Place
    public let kind: Kind

    public enum Place: Hashable, Sendable {
        /// The fragment has come whole and is not stored.
        case beforeStored
        /// The fragment is stored and no byte of the answer has been sent.
        case afterStored
        /// So many bytes of the request's body have come, or all of a shorter one; nothing is stored.
        case requestBytes(Int)
        /// So many bytes of the answer have been sent, its head counted, or all of a shorter one.
        case answerBytes(Int)
        /// The answer has been sent whole, and the connection waits for the next request.
        case idle
    }

    public enum Kind: Hashable, Sendable {
        /// TLS's close_notify, then TCP's end.
        case close
        /// TCP's RST.
        case reset
        /// Nothing for so long, by the machine's time; then everything goes on.
        case stall(Duration)
        /// TCP's end without close_notify: to TLS a truncated message (RFC 8446, 6.1).
        case truncate
        /// A record that fails its check, so that the client's alert is bad_record_mac (RFC 8446, 5.2).
        case badRecordMAC
        /// A record longer than TLS allows, so that the client's alert is record_overflow (RFC 8446, 5.1).
        case recordOverflow
        /// A handshake message out of place, so that the client's alert is unexpected_message (RFC 8446, 4).
        case unexpectedMessage
    }
}
