/// Numbers by key, in bounded memory: at least the ``capacity`` keys used last are remembered, at most twice as many.
struct BoundedCounts: Sendable {
    struct Key: Hashable, Sendable {
        let rule: Int
        let scope: UInt64
    }

    private let capacity: Int
    private var recent: [Key: Int] = [:]
    /// What was recent until ``recent`` was full; what is used of it moves back.
    private var older: [Key: Int] = [:]

    init(capacity: Int) {
        self.capacity = capacity
    }

    var isEmpty: Bool { self.recent.isEmpty && self.older.isEmpty }

    /// 0 for a key that is not remembered.
    subscript(key: Key) -> Int { self.recent[key] ?? self.older[key] ?? 0 }

    /// - Returns: the number after counting one more.
    mutating func count(_ key: Key) -> Int {
        let number = self[key] + 1
        self.older[key] = nil
        if self.recent.count >= self.capacity, self.recent[key] == nil {
            self.older = self.recent
            self.recent = Dictionary(minimumCapacity: self.capacity)
        }
        self.recent[key] = number
        return number
    }

    mutating func remove(_ key: Key) {
        self.recent[key] = nil
        self.older[key] = nil
    }

    mutating func keep(where isKept: (Key) -> Bool) {
        self.recent = self.recent.filter { isKept($0.key) }
        self.older = self.older.filter { isKept($0.key) }
    }
}
