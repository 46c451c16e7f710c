public import Foundation

/// What a server answered: ours, or any other.
public struct ServerAnswer: Sendable {
    public let status: Int
    /// Header fields in their order.
    public let fields: [(name: String, value: String)]
    public let body: Data

    public init(status: Int, fields: [(String, String)] = [], body: Data) {
        self.status = status
        self.fields = fields.map { (name: $0.0, value: $0.1) }
        self.body = body
    }

    /// The first field of that name, in any case.
    public func field(_ name: String) -> String? {
        self.fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// `type/subtype` in lower case, without parameters.
    public var mediaType: String? {
        self.field("Content-Type").map { value in
            value.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        }
    }

    /// After how long the server wants to be asked again (RFC 9110, 10.2.3), told in seconds or as a date.
    ///
    /// - Parameter now: this machine's time, where the answer has no `Date` to compare with.
    func retryAfter(now: Date) -> Duration? {
        guard let text = self.field("Retry-After")?.trimmingCharacters(in: .whitespaces) else { return nil }
        if let seconds = Int(text) { return seconds >= 0 ? .seconds(min(seconds, 1 << 30)) : nil }
        guard let date = Self.date(text) else { return nil }
        let since = self.field("Date").flatMap(Self.date) ?? now
        return .seconds(max(0, min(date.timeIntervalSince(since), 1e9)))
    }

    private static func date(_ text: String) -> Date? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: text)
    }

    /// The members of a body that is a JSON object; `nil` of any other body.
    var object: JSONMembers? {
        guard let any = try? JSONSerialization.jsonObject(with: self.body), let members = any as? [String: Any] else {
            return nil
        }
        return JSONMembers(members)
    }
}

/// A JSON object's members, by their names in any case: SCB's text leaves it open.
struct JSONMembers {
    private let values: [String: Any]

    init(_ members: [String: Any]) {
        self.values = Dictionary(members.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
    }

    func text(_ names: String...) -> String? {
        names.lazy.compactMap { self.values[$0.lowercased()] as? String }.first
    }

    func number(_ name: String) -> Int? { (self.values[name.lowercased()] as? NSNumber)?.intValue }
    func truth(_ name: String) -> Bool? { self.values[name.lowercased()] as? Bool }
}
