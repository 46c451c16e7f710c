internal import COpenSSL

/// Owns a BIO that lives in memory: where OpenSSL writes texts and encodings, or reads them from.
package struct MemoryBIO: ~Copyable {
    package let pointer: OpaquePointer

    /// - Returns: `nil` when memory is short.
    package init?() {
        guard let pointer = BIO_new(BIO_s_mem()) else { return nil }
        self.pointer = pointer
    }

    /// Adds to what a reader of the BIO finds; at most `Int32.max` bytes a call.
    ///
    /// - Returns: false when memory is short.
    package func write(_ bytes: [UInt8]) -> Bool {
        bytes.isEmpty || BIO_write(self.pointer, bytes, Int32(bytes.count)) == bytes.count
    }

    /// What has been written and not yet read.
    package var bytes: [UInt8] {
        var start: UnsafeMutablePointer<CChar>?
        let count = m2m_BIO_get_mem_data(self.pointer, &start)
        guard let start, count > 0 else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    deinit { BIO_free(self.pointer) }
}
