import Glibc

/// A temporary file without a name, of sorted runs of values; gone with the value that holds it, and with the process.
final class SpillFile {
    /// What reading one run takes: room for the longest record, and for many usual ones.
    static let readingMemory = 16 << 10
    private static let portion = 256 << 10

    private let folder: String
    private let descriptor: Int32
    private var runs: [Range<Int>] = []
    private var runBegin = 0
    private var end = 0
    private var unwritten: [UInt8] = []

    var runCount: Int { self.runs.count }

    init(folder: String) throws(UniqueValues.Failure) {
        self.folder = folder
        var name = Array("\(folder)/validation-XXXXXX".utf8CString)
        self.descriptor = mkstemp(&name)
        guard self.descriptor >= 0 else { throw UniqueValues.Failure(errno: errno) }
        unlink(name)
        _ = fcntl(self.descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit {
        if self.descriptor >= 0 { close(self.descriptor) }
    }

    func beginRun() throws(UniqueValues.Failure) {
        try self.flush()
        self.runBegin = self.end
    }

    func append(_ record: ValueRecord) throws(UniqueValues.Failure) {
        RunReader.Head(record).append(to: &self.unwritten)
        self.unwritten.append(contentsOf: record.value)
        if self.unwritten.count >= Self.portion { try self.flush() }
    }

    func endRun() throws(UniqueValues.Failure) {
        try self.flush()
        self.runs.append(self.runBegin..<self.end)
    }

    private func flush() throws(UniqueValues.Failure) {
        var begin = 0
        while begin < self.unwritten.count {
            let count = self.unwritten.withUnsafeBytes { bytes in
                pwrite(self.descriptor, bytes.baseAddress! + begin, bytes.count - begin, self.end)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw UniqueValues.Failure(errno: count == 0 ? ENOSPC : errno) }
            begin += count
            self.end += count
        }
        self.unwritten.removeAll(keepingCapacity: true)
    }

    /// Another file, with one run in the place of all.
    func merged(memory: Int) throws(UniqueValues.Failure) -> SpillFile {
        let whole = try SpillFile(folder: self.folder)
        try whole.beginRun()
        try self.merge(memory: memory) { record throws(UniqueValues.Failure) in try whole.append(record) }
        try whole.endRun()
        return whole
    }

    /// Tells the records of all runs in their order.
    func merge(
        memory: Int,
        _ tell: (ValueRecord) throws(UniqueValues.Failure) -> Void
    ) throws(UniqueValues.Failure) {
        let share = max(Self.readingMemory / 2, min(memory / max(1, self.runs.count) / 2, Self.portion))
        var readers: [RunReader] = []
        for run in self.runs {
            let reader = RunReader(self.descriptor, run, capacity: share)
            if try reader.advance() { readers.append(reader) }
        }
        var heap = RunHeap(readers)
        while let first = heap.first {
            try tell(first.record)
            heap.settle(isExhausted: try !first.advance())
        }
    }
}

/// The readers, that with the smallest record first.
private struct RunHeap {
    private var readers: [RunReader]

    init(_ readers: [RunReader]) {
        self.readers = readers.sorted { $0.record < $1.record }
    }

    var first: RunReader? { self.readers.first }

    /// The first has another record now, or none.
    mutating func settle(isExhausted: Bool) {
        if isExhausted {
            guard let last = self.readers.popLast(), !self.readers.isEmpty else { return }
            self.readers[0] = last
        }
        var parent = 0
        while true {
            let child = 2 * parent + 1
            guard child < self.readers.count else { return }
            let isRight = child + 1 < self.readers.count && self.readers[child + 1].record < self.readers[child].record
            let smaller = isRight ? child + 1 : child
            guard self.readers[smaller].record < self.readers[parent].record else { return }
            self.readers.swapAt(smaller, parent)
            parent = smaller
        }
    }
}
