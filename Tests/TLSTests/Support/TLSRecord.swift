/// The head of a TLS record (RFC 8446, 5.1), which is never encrypted.
struct TLSRecord: Equatable {
    static let alert: UInt8 = 21
    static let applicationData: UInt8 = 23

    let type: UInt8
    let payload: [UInt8]

    /// - Parameter bytes: whole records.
    static func all(in bytes: [UInt8]) -> [TLSRecord] {
        var records: [TLSRecord] = []
        var rest = bytes[...]
        while rest.count >= 5 {
            let head = Array(rest.prefix(5))
            let length = Int(head[3]) << 8 | Int(head[4])
            records.append(TLSRecord(type: head[0], payload: Array(rest.dropFirst(5).prefix(length))))
            rest = rest.dropFirst(5 + length)
        }
        return records
    }

    /// A fatal alert in the clear.
    static func fatalAlert(_ description: UInt8) -> TLSRecord {
        TLSRecord(type: self.alert, payload: [2, description])
    }
}
