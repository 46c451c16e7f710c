import Foundation

enum JSONText {
    /// `string` as a JSON string, with its quotation marks, escaped by Foundation.
    static func string(_ string: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        // A String always encodes: Swift's hold no lone surrogates.
        guard let data = try? encoder.encode(string) else { fatalError("Foundation cannot encode a string as JSON") }
        return String(decoding: data, as: UTF8.self)
    }

    /// `string` as .NET's `JavaScriptEncoder.Default` writes it: only ASCII, and of that not what HTML or JavaScript might
    /// take for its own.
    static func asciiString(_ string: String) -> String {
        "\"\(string.utf16.map(self.escaped).joined())\""
    }

    /// - Parameter unit: of UTF-16; two of them, each escaped for itself, are one character above U+FFFF.
    private static func escaped(_ unit: UInt16) -> String {
        switch unit {
        case 0x08: "\\b"
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0C: "\\f"
        case 0x0D: "\\r"
        case 0x5C: "\\\\"
        case 0x20..<0x7F where !self.escapedASCII.contains(unit): String(UnicodeScalar(UInt8(unit)))
        default: "\\u" + String(0x1_0000 + Int(unit), radix: 16, uppercase: true).suffix(4)
        }
    }

    private static let escapedASCII = Set("\"&'+<>`".utf16)
}
