internal import COpenSSL

/// OpenSSL's list of what went wrong, one a thread.
///
/// Clear it before a call and drain it after a failure: an error that an earlier call left behind would otherwise be
/// told as this one's cause.
package enum OpenSSLErrorQueue {
    package static func clear() { ERR_clear_error() }

    /// Empties the calling thread's list.
    ///
    /// - Returns: OpenSSL's words, the first cause first; `nil` when it recorded none.
    package static func drain() -> String? {
        var causes: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            let reason = ERR_reason_error_string(code).map { String(cString: $0) }
            causes.append(reason ?? "OpenSSL error \(String(code, radix: 16))")
        }
        return causes.isEmpty ? nil : causes.joined(separator: "; ")
    }
}
