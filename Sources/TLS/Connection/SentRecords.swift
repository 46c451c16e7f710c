import NIOCore

/// Counts the records that a server sends, as TLS 1.2 numbers them (RFC 5246, 6.1).
struct SentRecords {
    /// How many came after the last change_cipher_spec: the number of the next.
    private(set) var next: UInt64 = 0

    private static let changeCipherSpec: UInt8 = 20

    /// - Parameter ciphertext: whole records.
    mutating func count(_ ciphertext: ByteBuffer) {
        var rest = ciphertext
        while let (type, _, length) = rest.readMultipleIntegers(as: (UInt8, UInt16, UInt16).self) {
            rest.moveReaderIndex(forwardBy: min(Int(length), rest.readableBytes))
            self.next = type == Self.changeCipherSpec ? 0 : self.next + 1
        }
    }
}
