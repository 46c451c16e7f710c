/// Decodes a word of a path (RFC 3986, 2.1), as ASP.NET Core does.
enum PercentEncoding {
    /// `%2F` stays as it is written: decoded it could not be told from a slash of the path. Foundation has no decoding
    /// that leaves one character out, and letting it stand by replacing it beforehand fails at characters that join it.
    ///
    /// - Returns: `nil` when a percent sign is not followed by two hexadecimal digits, or the bytes are no UTF-8.
    static func decoded(_ word: Substring) -> String? {
        guard word.utf8.contains(UInt8(ascii: "%")) else { return String(word) }
        var bytes: [UInt8] = []
        var rest = word.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst(), let low = rest.popFirst(),
                let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16), high != UInt8(ascii: "+")
            else { return nil }
            if value == UInt8(ascii: "/") { bytes += [byte, high, low] } else { bytes.append(value) }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
