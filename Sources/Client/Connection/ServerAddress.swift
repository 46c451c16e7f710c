import Foundation

/// Where the interface is: its base URL, with the path of the version and its final slash.
public struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
    /// `https://HOST[:PORT]/m2m/v2/`, with the final slash.
    public let text: String
    public let host: String
    public let port: Int

    /// - Parameter text: an `https` URL; a slash is added where the last one is missing.
    /// - Throws: ``ClientError`` when it is another URL or none.
    public init(_ text: String) throws(ClientError) {
        guard let parts = URLComponents(string: text), parts.scheme?.lowercased() == "https",
            let host = parts.host, !host.isEmpty, parts.query == nil, parts.fragment == nil, parts.user == nil
        else { throw .baseURLInvalid(text) }
        self.text = text.hasSuffix("/") ? text : text + "/"
        self.host = host.trimmingCharacters(in: ["[", "]"])
        self.port = parts.port ?? 443
    }

    /// Whether nothing leaves the machine.
    public var isLoopback: Bool {
        self.host == "localhost" || self.host == "::1"
            || (self.host.hasPrefix("127.") && self.host.allSatisfy { $0.isNumber || $0 == "." })
    }

    /// The same server, without the path.
    var origin: String {
        let host = self.host.contains(":") ? "[\(self.host)]" : self.host
        return "https://\(host):\(self.port)/"
    }

    public var description: String { self.text }
}
