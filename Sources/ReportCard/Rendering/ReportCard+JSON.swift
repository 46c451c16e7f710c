public import Foundation

extension ReportCard {
    /// One JSON object, in UTF-8, its keys sorted; docs/report-card.md describes it. Dates are ISO 8601 in UTC.
    ///
    /// - Throws: nothing in practice; `JSONEncoder` declares it.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
