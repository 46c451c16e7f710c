/// A sample file's bytes, in portions of about 1 MiB.
struct SampleRecords: IteratorProtocol {
    private static let portion = 1 << 20
    private static let recordsPerHolder = 500

    private let template: SampleTemplate
    private var random: SplitMix64
    /// Bytes still to come.
    private var left: Int
    private var recordCount = 0
    private var stage = Stage.head

    private enum Stage {
        case head, records, ended
    }

    init(_ template: SampleTemplate, bytes: Int, seed: UInt64) {
        self.template = template
        self.random = SplitMix64(seed: seed)
        self.left = bytes
    }

    mutating func next() -> [UInt8]? {
        guard self.stage != .ended else { return nil }
        var portion: [UInt8] = []
        portion.reserveCapacity(Self.portion + self.template.largestStep)
        if self.stage == .head {
            self.append(self.template.head, to: &portion)
            self.beginHolder(&portion)
            self.stage = .records
        }
        while portion.count < Self.portion, self.stage == .records { self.step(&portion) }
        return portion
    }

    /// One more record, with a new holder before it where the last has its share; or the end of the file.
    private mutating func step(_ portion: inout [UInt8]) {
        let tail = self.template.holderEnd.count + self.template.tail.count
        guard self.left >= self.template.largestStep + tail else { return self.end(&portion) }
        if self.recordCount > 0, self.recordCount.isMultiple(of: Self.recordsPerHolder) {
            self.append(self.template.holderEnd, to: &portion)
            self.beginHolder(&portion)
        }
        self.append(self.template.record.filled(number: self.recordCount + 1, &self.random), to: &portion)
        self.recordCount += 1
    }

    /// Blanks make up the size: less than a record's worth, before the last tags.
    private mutating func end(_ portion: inout [UInt8]) {
        let tail = self.template.holderEnd + self.template.tail
        self.append(Array(repeating: UInt8(ascii: " "), count: self.left - tail.count), to: &portion)
        self.append(tail, to: &portion)
        self.stage = .ended
    }

    private mutating func beginHolder(_ portion: inout [UInt8]) {
        let number = self.recordCount / Self.recordsPerHolder + 1
        self.append(self.template.holder.filled(number: number, &self.random), to: &portion)
    }

    private mutating func append(_ bytes: [UInt8], to portion: inout [UInt8]) {
        portion.append(contentsOf: bytes)
        self.left -= bytes.count
    }
}
