import Foundation
import NIOConcurrencyHelpers

/// The `Date` field (RFC 9110, 6.6.1), written once a second instead of once an answer.
final class HTTPDate: Sendable {
    private let last = NIOLockedValueBox<(second: Int, text: String)?>(nil)

    func text(at date: Date) -> String {
        let second = Int(date.timeIntervalSince1970.rounded(.down))
        return self.last.withLockedValue { last in
            if let last, last.second == second { return last.text }
            let text = Self.format(second)
            last = (second, text)
            return text
        }
    }

    /// By the C library, whose names of days and months are English as the field asks; Foundation would load all of
    /// ICU's data for this one line.
    private static func format(_ second: Int) -> String {
        var time = time_t(second)
        var parts = tm()
        gmtime_r(&time, &parts)
        var text = [CChar](repeating: 0, count: 64)
        let length = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
        return String(decoding: text.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
