public import Domain
public import Foundation

/// One certificate that the certificate office issued, as its register has it.
public struct RegisteredCertificate: Hashable, Sendable {
    public let serial: CertificateSerial
    /// Whom its serial number stands for.
    public let user: String
    /// As RFC 2253 writes it.
    public let subject: String
    public let notBefore: Date
    public let notAfter: Date
    /// When, by the emulator's clock; to the second.
    public let issued: Date
    /// As ``Certificate/keyName`` has it.
    public let keyType: String

    init(_ certificate: Certificate, user: String, issued: Date) {
        let facts = certificate.facts
        self.serial = facts.serial
        self.user = user
        self.subject = facts.subject
        self.notBefore = facts.notBefore
        self.notAfter = facts.notAfter
        self.issued = Date(timeIntervalSince1970: issued.timeIntervalSince1970.rounded(.down))
        self.keyType = certificate.keyName
    }
}

extension RegisteredCertificate: Codable {
    private enum CodingKeys: String, CodingKey {
        case serial, user, subject, notBefore, notAfter, issued, keyType
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let text = try fields.decode(String.self, forKey: .serial)
        guard let serial = CertificateSerial(text) else {
            throw DecodingError.dataCorruptedError(
                forKey: .serial,
                in: fields,
                debugDescription: "'\(text.prefix(60))' is no hexadecimal number of at most 20 bytes"
            )
        }
        self.serial = serial
        self.user = try fields.decode(String.self, forKey: .user)
        self.subject = try fields.decode(String.self, forKey: .subject)
        self.notBefore = try fields.decode(Date.self, forKey: .notBefore)
        self.notAfter = try fields.decode(Date.self, forKey: .notAfter)
        self.issued = try fields.decode(Date.self, forKey: .issued)
        self.keyType = try fields.decode(String.self, forKey: .keyType)
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(self.serial.hex, forKey: .serial)
        try fields.encode(self.user, forKey: .user)
        try fields.encode(self.subject, forKey: .subject)
        try fields.encode(self.notBefore, forKey: .notBefore)
        try fields.encode(self.notAfter, forKey: .notAfter)
        try fields.encode(self.issued, forKey: .issued)
        try fields.encode(self.keyType, forKey: .keyType)
    }
}
