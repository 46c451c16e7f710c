import DequeModule

/// The entries that a journal keeps, in their order, and where those of each user are.
struct JournalRing {
    private struct Kept {
        let entry: JournalEntry
        let bytes: Int
    }

    /// The number that the next entry gets.
    private(set) var next = 1
    /// The number of the newest entry when all were last removed on purpose; 0 when they never were.
    private(set) var clearedThrough = 0
    private let bounds: JournalBounds
    private var kept: Deque<Kept> = []
    private var bytes = 0
    /// Numbers of the entries of each user, in their order.
    private var byUser: [String?: Deque<Int>] = [:]

    init(bounds: JournalBounds) {
        self.bounds = bounds
    }

    /// The number of the oldest entry that is kept; ``next`` when there is none.
    var oldest: Int { self.next - self.kept.count }

    var newest: Int { self.next - 1 }

    /// - Parameter number: of an entry that is kept.
    subscript(number: Int) -> JournalEntry { self.kept[number - self.oldest].entry }

    mutating func append(_ entry: JournalEntry) {
        let bytes = entry.approximateBytes
        self.kept.append(Kept(entry: entry, bytes: bytes))
        self.bytes += bytes
        self.byUser[entry.user, default: []].append(entry.number)
        self.next += 1
        while self.kept.count > self.bounds.entries || self.bytes > self.bounds.bytes { self.evictOldest() }
    }

    mutating func removeAll() {
        self.kept = []
        self.byUser = [:]
        self.bytes = 0
        self.clearedThrough = self.newest
    }

    private mutating func evictOldest() {
        let oldest = self.kept.removeFirst()
        self.bytes -= oldest.bytes
        self.byUser[oldest.entry.user]?.removeFirst()
        if self.byUser[oldest.entry.user]?.isEmpty == true { self.byUser[oldest.entry.user] = nil }
    }

    // MARK: Searching

    /// Shows no more than `atMost` entries after a number, as far as they can concern whoever is asked about.
    ///
    /// - Parameters:
    ///   - user: whose entries; `nil` for everybody's.
    ///   - body: returns whether it wants more.
    /// - Returns: the number of the last entry that needs not be looked at again.
    func visit(after number: Int, of user: String?, atMost: Int, _ body: (JournalEntry) -> Bool) -> Int {
        guard let user else {
            let last = min(self.newest, number + atMost)
            guard number < last else { return last }
            return (number + 1...last).first { !body(self[$0]) } ?? last
        }
        guard let numbers = self.byUser[user] else { return self.newest }
        let shown = numbers[numbers.firstIndex(above: number)...].prefix(atMost)
        if let stop = shown.first(where: { !body(self[$0]) }) { return stop }
        return shown.endIndex == numbers.endIndex ? self.newest : shown.last ?? self.newest
    }
}

extension Deque<Int> {
    /// Where the first element above `number` is, in a deque in ascending order.
    fileprivate func firstIndex(above number: Int) -> Int {
        var (low, high) = (self.startIndex, self.endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if self[middle] > number { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
