import COpenSSL

/// The protocol version that a measurement insists on; one exactly, so that two servers are compared alike.
enum TLSVersion: String, Sendable, CaseIterable {
    case v12 = "1.2"
    case v13 = "1.3"

    var number: Int32 {
        switch self {
        case .v12: TLS1_2_VERSION
        case .v13: TLS1_3_VERSION
        }
    }
}

/// Owns the `SSL_CTX` that all connections of a measurement are made from.
///
/// Unchecked: the context is only changed in `init`, and libssl allows `SSL_new` on it from any thread after that.
final class ClientContext: @unchecked Sendable {
    let pointer: OpaquePointer

    init(certificate: String, key: String, authority: String, version: TLSVersion) throws {
        guard let pointer = SSL_CTX_new(TLS_client_method()) else {
            throw LoadError("no TLS context: \(drainOpenSSLErrors())")
        }
        self.pointer = pointer
        guard
            m2m_SSL_CTX_set_min_proto_version(pointer, version.number) == 1,
            m2m_SSL_CTX_set_max_proto_version(pointer, version.number) == 1
        else { throw LoadError("TLS \(version.rawValue) is not available: \(drainOpenSSLErrors())") }
        guard SSL_CTX_use_certificate_chain_file(pointer, certificate) == 1 else {
            throw LoadError("--cert \(certificate): \(drainOpenSSLErrors())")
        }
        guard SSL_CTX_use_PrivateKey_file(pointer, key, SSL_FILETYPE_PEM) == 1, SSL_CTX_check_private_key(pointer) == 1
        else { throw LoadError("--key \(key): \(drainOpenSSLErrors())") }
        guard SSL_CTX_load_verify_locations(pointer, authority, nil) == 1 else {
            throw LoadError("--ca \(authority): \(drainOpenSSLErrors())")
        }
        SSL_CTX_set_verify(pointer, SSL_VERIFY_PEER, nil)
        // Every connection pays for a full handshake, as SCB's client does.
        _ = m2m_SSL_CTX_set_session_cache_mode(pointer, Int(SSL_SESS_CACHE_OFF))
    }

    deinit { SSL_CTX_free(pointer) }
}

/// Empties the thread's error queue into one line.
func drainOpenSSLErrors() -> String {
    var lines: [String] = []
    while case let code = ERR_get_error(), code != 0 {
        var text = [CChar](repeating: 0, count: 256)
        ERR_error_string_n(code, &text, text.count)
        lines.append(text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) })
    }
    return lines.isEmpty ? "no reason given" : lines.joined(separator: "; ")
}
