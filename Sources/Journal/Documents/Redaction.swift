import NIOHTTP1

/// What is left out of an export: session cookies, other secrets, and what a certificate says beyond whose it is. Names of
/// files stay.
public struct Redaction: Hashable, Sendable {
    private let isOn: Bool
    /// By what some secrets are told apart, although they are left out.
    private let names: [String: String]

    /// Nothing is left out.
    public static let none = Redaction(isOn: false, names: [:])
    /// For files that leave the machine.
    public static let secrets = Redaction(isOn: true, names: [:])

    /// As ``secrets``, but some secrets have names in their place.
    static func secrets(naming names: [String: String]) -> Redaction { Redaction(isOn: true, names: names) }

    /// What stands in place of what was left out.
    public static let mark = "REDACTED"

    private static let secretHeaders: Set<String> = [
        "cookie", "set-cookie", "authorization", "proxy-authorization", "x-api-key",
    ]

    func headers(_ headers: HTTPHeaders) -> [JournalEntryDocument.Header] {
        headers.map { JournalEntryDocument.Header(name: $0.name, value: self.value($0.value, of: $0.name)) }
    }

    /// A cookie keeps its name and its attributes.
    private func value(_ value: String, of name: String) -> String {
        guard self.isOn, Self.secretHeaders.contains(name.lowercased()) else { return value }
        switch name.lowercased() {
        case "cookie": return value.split(separator: ";").map { self.cookie($0) }.joined(separator: ";")
        case "set-cookie":
            let parts = value.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
            return ([self.cookie(parts[0])] + parts.dropFirst().map(String.init)).joined(separator: ";")
        default: return Self.mark
        }
    }

    private func cookie(_ pair: Substring) -> String {
        guard let equals = pair.firstIndex(of: "=") else { return Self.mark }
        return pair[...equals] + self.secret(String(pair[pair.index(after: equals)...]))
    }

    func secret(_ text: String) -> String { self.isOn ? self.names[text] ?? Self.mark : text }

    /// A distinguished name keeps its common name: whose certificate it is.
    func subject(_ name: String) -> String {
        guard self.isOn else { return name }
        let common = name.split(separator: ",").first { $0.hasPrefix("CN=") }
        return common.map(String.init) ?? Self.mark
    }

    /// A sentence of the emulator's, which may name a certificate's subject.
    func prose(_ text: String) -> String {
        guard self.isOn else { return text }
        // Distinguished names stand in quotation marks, and have an equals sign.
        return text.replacing(/'[^']*[A-Za-z]+=[^']*'/) {
            "'\(self.subject(String($0.output.dropFirst().dropLast())))'"
        }
    }
}
