import COpenSSL
import NIOCore

/// A record that no client may accept; each makes a client answer with another alert. A ``TLSBreak`` says what it is.
public enum BrokenRecord: Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// ``TLSBreak/badRecordMAC``.
    case badMAC
    /// ``TLSBreak/recordOverflow``.
    case overflow
    /// ``TLSBreak/unexpectedMessage``.
    case unexpectedMessage

    /// For a person: `a record that fails its check`.
    public var description: String {
        switch self {
        case .badMAC: "a record that fails its check"
        case .overflow: "a record longer than TLS allows"
        case .unexpectedMessage: "a TLS message out of place"
        }
    }

    /// What a client answers with (RFC 8446, 6.2).
    var alert: UInt8 {
        switch self {
        case .badMAC: 20
        case .overflow: 22
        case .unexpectedMessage: 10
        }
    }
}

extension TLSConnection {
    private static let changeCipherSpec: UInt8 = 20
    private static let handshake: UInt8 = 22
    private static let applicationData: UInt8 = 23

    /// The record's bytes; nothing can be written after them.
    ///
    /// Needs a handshake that is over, and nothing left of ``takeCiphertext()``.
    func broken(_ record: BrokenRecord) throws(TLSFailure) -> ByteBuffer {
        defer { self.mute() }
        return switch record {
        case .badMAC: try self.tampered()
        case .overflow: self.overlong()
        case .unexpectedMessage: try self.misplaced()
        }
    }

    private var isTLS13: Bool { SSL_version(self.ssl) == TLS1_3_VERSION }

    /// With any cipher, its last byte belongs to what is checked.
    private func tampered() throws(TLSFailure) -> ByteBuffer {
        try self.write(ByteBuffer(repeating: 0, count: 16))
        guard var record = self.takeCiphertext() else {
            throw self.failure(.record(reason: "no record was written"))
        }
        let last = record.writerIndex - 1
        record.setInteger((record.getInteger(at: last) ?? 0) ^ UInt8(1), at: last)
        return record
    }

    private func overlong() -> ByteBuffer {
        let limit = (1 << 14) + (self.isTLS13 ? 256 : 2048)
        return Self.record(Self.applicationData, [UInt8](repeating: 0, count: limit + 1))
    }

    private func misplaced() throws(TLSFailure) -> ByteBuffer {
        if self.isTLS13 { return Self.record(Self.changeCipherSpec, [1]) }
        let serverHelloDone: [UInt8] = [14, 0, 0, 0]
        let sealed = ServerSeal(self.ssl)?.record(Self.handshake, serverHelloDone, number: self.sentRecords.next)
        OpenSSLFailure.clearQueue()
        if let sealed { return sealed }
        return try self.tampered()
    }

    /// A record with the version that all have since TLS 1.2.
    private static func record(_ type: UInt8, _ fragment: [UInt8]) -> ByteBuffer {
        var record = ByteBuffer(integer: type)
        record.writeInteger(UInt16(TLS1_2_VERSION))
        record.writeInteger(UInt16(fragment.count))
        record.writeBytes(fragment)
        return record
    }
}
