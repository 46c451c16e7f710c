import COpenSSL

/// What OpenSSL's error queue of this thread held after a call failed.
///
/// The queue is per thread and outlives calls, so each call that may fail is made after ``clearQueue()``.
struct OpenSSLFailure: Error, Sendable, CustomStringConvertible {
    /// Library and reason packed as OpenSSL packs them; the first error is the cause, later ones its consequences.
    let codes: [UInt]

    static func clearQueue() {
        ERR_clear_error()
    }

    static func takeFromQueue() -> OpenSSLFailure {
        var codes: [UInt] = []
        while case let code = ERR_get_error(), code != 0 { codes.append(code) }
        return OpenSSLFailure(codes: codes)
    }

    /// Whether it says only that a PEM file has no further block.
    var isEndOfPEM: Bool {
        self.codes.count == 1
            && self.codes.allSatisfy {
                ($0 >> 23) & 0xFF == UInt(ERR_LIB_PEM) && $0 & 0x7F_FFFF == UInt(PEM_R_NO_START_LINE)
            }
    }

    /// Whether one of the errors is the TLS library's error `reason`, one of the `SSL_R_` numbers.
    func contains(reason: Int32) -> Bool {
        self.codes.contains { code in
            (code >> 23) & 0xFF == UInt(ERR_LIB_SSL) && code & 0x7F_FFFF == UInt(reason)
        }
    }

    var description: String {
        let texts = self.codes.compactMap { code in
            ERR_reason_error_string(code).map { String(cString: $0) }
        }
        return texts.isEmpty ? "no reason given by OpenSSL" : texts.joined(separator: ", ")
    }
}
