/// What all chance of a run derives from: two runs with the same seed and the same requests are equal.
public struct Seed: Hashable, Sendable, CustomStringConvertible {
    public let value: UInt64

    public init(_ value: UInt64) {
        self.value = value
    }

    /// - Parameter text: 1 to 16 hexadecimal digits; case and leading zeros carry no meaning.
    public init?(_ text: String) {
        guard (1...16).contains(text.utf8.count), text.utf8.allSatisfy(\.isHexadecimalDigit),
            let value = UInt64(text, radix: 16)
        else { return nil }
        self.value = value
    }

    /// One that nobody has chosen, from the system's random generator.
    public static func random() -> Seed { Seed(.random(in: .min ... .max)) }

    /// 16 lower-case hexadecimal digits.
    public var description: String {
        let digits = String(self.value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension UInt8 {
    // `UInt64(_:radix:)` also takes a sign.
    fileprivate var isHexadecimalDigit: Bool {
        (0x30...0x39).contains(self) || (0x41...0x46).contains(self) || (0x61...0x66).contains(self)
    }
}
