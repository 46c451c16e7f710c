import Domain

/// A word of a filter that means nothing.
public struct JournalFilterMistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which of ``JournalFilter/Key``.
    public let key: JournalFilter.Key
    public let found: String
    public let allowed: String

    /// `fragment: '1.5' was found; an integer from -1 to 2147483647 is allowed.`
    public var description: String { "\(self.key.rawValue): '\(self.found)' was found; \(self.allowed) is allowed." }
}

extension JournalFilter {
    /// By what a filter's parts are known outside: in queries and in JSON (docs/protocol.md, "Journal").
    public enum Key: String, Hashable, Sendable, CaseIterable {
        case event, user, endpoint, fragment, fileName, organisation, program, format, period, delivery, status, code
        case outcome, told, traceId, injected, connection
    }

    /// Sets one part from its text.
    ///
    /// - Throws: the mistake, when the text means nothing; the filter is as it was.
    public mutating func set(_ key: Key, to text: String) throws(JournalFilterMistake) {
        switch key {
        case .event: self.kind = try Self.word(text, key)
        case .user: self.user = text
        case .endpoint: self.endpoint = try Self.word(text, key)
        case .fragment:
            self.fragment = try Self.value(FragmentIndex(text), text, key, "an integer from -1 to 2147483647")
        case .fileName: self.fileName = text
        case .organisation:
            let allowed = "a number of 10 digits, or NNNNNN-NNNN,"
            self.organisation = try Self.value(OrganisationNumber(text), text, key, allowed)
        case .program:
            let allowed = StatisticalProgram.allCases.map(\.rawValue).joined(separator: " or ")
            self.program = try Self.value(StatisticalProgram(caseInsensitive: text), text, key, allowed)
        case .format: self.format = FileFormatName(text)
        case .period:
            self.period = try Self.value(ReferencePeriod(text), text, key, "a date that exists, YYYY-MM-DD,")
        case .delivery: self.delivery = try Self.value(DeliveryID(text), text, key, "a GUID")
        case .status: self.status = try Self.number(text, key, 100...999)
        case .code: self.code = text
        case .outcome: self.ending = try Self.word(text, key)
        case .told: self.told = try Self.status(text, key)
        case .traceId: self.traceID = text.lowercased()
        case .injected: self.injected = text
        case .connection: self.connection = try Self.number(text, key, 1...Int.max)
        }
    }

    private static func value<Value>(
        _ value: Value?,
        _ text: String,
        _ key: Key,
        _ allowed: String
    ) throws(JournalFilterMistake) -> Value {
        guard let value else { throw JournalFilterMistake(key: key, found: text, allowed: allowed) }
        return value
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String,
        _ key: Key
    ) throws(JournalFilterMistake) -> Word {
        let allowed = Word.allCases.map(\.rawValue).joined(separator: ", ")
        return try Self.value(Word(rawValue: text), text, key, "one of \(allowed)")
    }

    private static func number(
        _ text: String,
        _ key: Key,
        _ range: ClosedRange<Int>
    ) throws(JournalFilterMistake) -> Int {
        let allowed = range.upperBound == .max ? "an integer from 1" : "an integer from 100 to 999"
        return try Self.value(Int(text).flatMap { range.contains($0) ? $0 : nil }, text, key, allowed)
    }

    /// By SCB's text, or by the name that the emulator gives it.
    private static func status(_ text: String, _ key: Key) throws(JournalFilterMistake) -> DeliveryStatus {
        let status = DeliveryStatus.allCases.first { $0.text.lowercased() == text.lowercased() || $0.rawValue == text }
        let allowed = DeliveryStatus.allCases.map(\.text).joined(separator: ", ")
        return try Self.value(status, text, key, "one of \(allowed)")
    }
}
