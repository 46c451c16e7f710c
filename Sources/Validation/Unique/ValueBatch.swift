import Glibc

/// A value with its place, in the order that brings equal ones together: rule, value, line, column.
struct ValueRecord {
    let use: UniqueValues.Use
    let value: UnsafeRawBufferPointer

    static func < (left: ValueRecord, right: ValueRecord) -> Bool {
        if left.use.rule != right.use.rule { return left.use.rule < right.use.rule }
        let common = min(left.value.count, right.value.count)
        if common > 0, let first = left.value.baseAddress, let second = right.value.baseAddress {
            let order = memcmp(first, second, common)
            if order != 0 { return order < 0 }
        }
        if left.value.count != right.value.count { return left.value.count < right.value.count }
        return (left.use.line, left.use.column) < (right.use.line, right.use.column)
    }
}

/// Values in memory.
struct ValueBatch {
    private struct Entry {
        let offset: UInt32
        let length: UInt16
        let rule: UInt16
        let line: UInt32
        let column: UInt32
    }

    private var bytes: [UInt8] = []
    private var entries: [Entry] = []

    var memory: Int { self.bytes.count + self.entries.count * MemoryLayout<Entry>.stride }

    mutating func append(_ value: UnsafeRawBufferPointer, _ use: UniqueValues.Use) {
        self.entries.append(
            Entry(
                offset: UInt32(self.bytes.count),
                length: UInt16(value.count),
                rule: UInt16(use.rule),
                line: UInt32(clamping: use.line),
                column: UInt32(clamping: use.column)
            )
        )
        self.bytes.append(contentsOf: value)
    }

    mutating func sort() {
        self.bytes.withUnsafeBytes { bytes in
            self.entries.sort { Self.record($0, bytes) < Self.record($1, bytes) }
        }
    }

    func visit<Failure>(_ body: (ValueRecord) throws(Failure) -> Void) throws(Failure) {
        // A closure over the bytes would lose the type of the failure.
        for entry in self.entries {
            let range = Int(entry.offset)..<Int(entry.offset) + Int(entry.length)
            let result = self.bytes.withUnsafeBytes { bytes -> Failure? in
                do throws(Failure) {
                    try body(ValueRecord(use: Self.use(entry), value: UnsafeRawBufferPointer(rebasing: bytes[range])))
                    return nil
                } catch {
                    return error
                }
            }
            if let result { throw result }
        }
    }

    private static func record(_ entry: Entry, _ bytes: UnsafeRawBufferPointer) -> ValueRecord {
        let range = Int(entry.offset)..<Int(entry.offset) + Int(entry.length)
        return ValueRecord(use: self.use(entry), value: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }

    private static func use(_ entry: Entry) -> UniqueValues.Use {
        UniqueValues.Use(rule: Int(entry.rule), line: Int(entry.line), column: Int(entry.column))
    }
}
