import Glibc

/// Finds the values that were there before, exactly, however many there are, in bounded memory: what does not fit goes
/// sorted into a temporary file without a name, and equal values meet when the sorted parts are merged at the end.
final class UniqueValues {
    /// The system could not keep the values.
    struct Failure: Error {
        let errno: Int32
    }

    /// Where a value was found.
    struct Use {
        let rule: Int
        let line: Int
        let column: Int
    }

    /// A value that was there before.
    struct Repetition {
        let use: Use
        let firstLine: Int
        let value: UnsafeRawBufferPointer
    }

    private let budget: Int
    private let folder: String
    private var batch = ValueBatch()
    private var spill: SpillFile?

    /// - Parameters:
    ///   - budget: bytes of memory, at least 1 MiB.
    ///   - folder: for the temporary file.
    init(budget: Int, folder: String) {
        self.budget = budget
        self.folder = folder
    }

    /// - Parameter value: at most ``RuleMatcher/longestValue`` bytes.
    func add(_ value: UnsafeRawBufferPointer, _ use: Use) throws(Failure) {
        // Growing arrays hold their old and their new content for a moment.
        if self.batch.memory * 2 >= self.budget { try self.spillBatch() }
        self.batch.append(value, use)
    }

    /// Tells every repetition, in the order of rules and values, not of the document. The values are gone afterwards.
    func finish(_ tell: (Repetition) -> Void) throws(Failure) {
        guard self.spill != nil else {
            self.batch.sort()
            var detector = RepetitionDetector()
            self.batch.visit { record in detector.add(record, tell) }
            return
        }
        try self.spillBatch()
        var detector = RepetitionDetector()
        try self.spill?.merge(memory: self.budget) { record throws(Failure) in detector.add(record, tell) }
        self.spill = nil
    }

    private func spillBatch() throws(Failure) {
        let spill: SpillFile
        if let opened = self.spill {
            spill = opened
        } else {
            spill = try SpillFile(folder: self.folder)
            self.spill = spill
        }
        self.batch.sort()
        try spill.beginRun()
        try self.batch.visit { record throws(Failure) in try spill.append(record) }
        try spill.endRun()
        self.batch = ValueBatch()
        // The merge needs a piece of memory for each part; with too many, they become one.
        if spill.runCount >= self.budget / SpillFile.readingMemory {
            self.spill = try spill.merged(memory: self.budget)
        }
    }
}

/// Equal values stand one after the other, in the order of the document.
private struct RepetitionDetector {
    private var value: [UInt8] = []
    private var rule = -1
    private var firstLine = 0

    mutating func add(_ record: ValueRecord, _ tell: (UniqueValues.Repetition) -> Void) {
        if record.use.rule == self.rule, record.value.elementsEqual(self.value) {
            tell(UniqueValues.Repetition(use: record.use, firstLine: self.firstLine, value: record.value))
        } else {
            self.rule = record.use.rule
            self.value.replaceSubrange(self.value.indices, with: record.value)
            self.firstLine = record.use.line
        }
    }
}
