/// A piece of text with fields of fixed width, so that its size is known before it is filled.
struct SampleText: Sendable {
    private let bytes: [UInt8]
    private let randomFields: [Range<Int>]
    private let counters: [Range<Int>]

    var count: Int { self.bytes.count }

    /// - Parameter source: `#` stands for a random digit, `~` for a digit of the running number.
    init(_ source: String) {
        self.bytes = Array(source.utf8)
        self.randomFields = Self.runs(of: UInt8(ascii: "#"), in: self.bytes)
        self.counters = Self.runs(of: UInt8(ascii: "~"), in: self.bytes)
    }

    /// The text with `number` in its counters and digits from `random` in its random fields, of which the first is
    /// never 0.
    func filled(number: Int, _ random: inout SplitMix64) -> [UInt8] {
        var bytes = self.bytes
        bytes.withUnsafeMutableBufferPointer { bytes in
            for field in self.counters { Self.write(UInt64(number), to: bytes, field) }
            for field in self.randomFields {
                Self.write(random.next(), to: bytes, field)
                if bytes[field.lowerBound] == UInt8(ascii: "0") { bytes[field.lowerBound] = UInt8(ascii: "1") }
            }
        }
        return bytes
    }

    /// The number's last digits, as many as the field has.
    private static func write(_ number: UInt64, to bytes: UnsafeMutableBufferPointer<UInt8>, _ field: Range<Int>) {
        var rest = number
        for index in field.reversed() {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            bytes[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
    }

    private static func runs(of mark: UInt8, in bytes: [UInt8]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for index in bytes.indices where bytes[index] == mark {
            if let last = runs.last, last.upperBound == index {
                runs[runs.count - 1] = last.lowerBound..<(index + 1)
            } else {
                runs.append(index..<(index + 1))
            }
        }
        return runs
    }
}
