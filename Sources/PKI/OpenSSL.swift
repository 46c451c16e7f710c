internal import X509Facts

/// Calls into libcrypto with the error queue cleared before and read after a failure.
enum OpenSSL {
    /// - Parameter task: what the call is to do, as it stands after "OpenSSL could not".
    static func pointer(_ task: String, _ call: () -> OpaquePointer?) throws(PKIError) -> OpaquePointer {
        OpenSSLErrorQueue.clear()
        guard let pointer = call() else { throw Self.failure(task) }
        return pointer
    }

    /// For calls that return 1, or another positive number, when they succeed.
    static func succeed(_ task: String, _ call: () -> Int32) throws(PKIError) {
        OpenSSLErrorQueue.clear()
        guard call() > 0 else { throw Self.failure(task) }
    }

    static func emptyBIO() throws(PKIError) -> MemoryBIO {
        guard let bio = MemoryBIO() else { throw Self.failure("allocate memory") }
        return bio
    }

    static func bio(reading text: String) throws(PKIError) -> MemoryBIO {
        let bio = try Self.emptyBIO()
        guard bio.write(Array(text.utf8)) else { throw Self.failure("allocate memory") }
        return bio
    }

    static func failure(_ task: String) -> PKIError {
        PKIError(
            .opensslFailed,
            "OpenSSL could not \(task)",
            cause: OpenSSLErrorQueue.drain() ?? "it gave no reason",
            hint:
                "Check with 'openssl version' that OpenSSL 3.0 or later is installed whole, or report this as a defect."
        )
    }
}
