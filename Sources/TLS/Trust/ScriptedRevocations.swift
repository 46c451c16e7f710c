import Domain
import Foundation

/// Certificates that were revoked while the emulator runs, by no authority. The oldest go when there are too many.
struct ScriptedRevocations {
    struct Key: Hashable {
        let serial: CertificateSerial
        /// SHA-256 fingerprint of the issuer's certificate.
        let issuer: String
    }

    /// Far more than a test revokes; some 200 bytes each.
    static let limit = 10_000

    private var dates: [Key: Date] = [:]
    /// In the order of their coming, as a ring once it is full.
    private var keys: [Key] = []
    /// Where the oldest stands in a full ring.
    private var oldest = 0

    subscript(key: Key) -> Date? { self.dates[key] }

    mutating func remove(_ key: Key) { self.removeAll { $0 == key } }

    mutating func removeAll(_ isGone: (Key) -> Bool) {
        let kept = (self.keys[self.oldest...] + self.keys[..<self.oldest]).filter { !isGone($0) }
        self.dates = self.dates.filter { !isGone($0.key) }
        (self.keys, self.oldest) = (Array(kept), 0)
    }

    /// One that is there already stays as it is.
    mutating func add(_ key: Key, at date: Date) {
        guard self.dates[key] == nil else { return }
        self.dates[key] = date
        guard self.keys.count == Self.limit else { return self.keys.append(key) }
        self.dates[self.keys[self.oldest]] = nil
        self.keys[self.oldest] = key
        self.oldest = (self.oldest + 1) % Self.limit
    }
}
