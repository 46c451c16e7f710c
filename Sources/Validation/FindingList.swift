import Domain

/// The findings of one file: the first in the order of the document, as many as may be kept, and the number of all.
struct FindingList {
    /// Where a finding belongs among the others.
    private struct Placed {
        let place: Place
        let finding: Finding
    }

    struct Place: Comparable {
        let line: Int
        let column: Int
        /// Of two findings at one place the schema's comes first, then the rules' in their order.
        let rank: Int

        static func < (left: Place, right: Place) -> Bool {
            (left.line, left.column, left.rank) < (right.line, right.column, right.rank)
        }
    }

    private let capacity: Int
    /// Found on the way through the document, so in its order.
    private var inOrder: [Placed] = []
    /// Found afterwards; sorted.
    private var late: [Placed] = []
    private var counts: [FindingSeverity: Int] = [:]

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Adds a finding at or behind all that were added so.
    ///
    /// - Parameter finding: is made only when it is kept.
    mutating func add(_ severity: FindingSeverity, at place: Place, _ finding: () -> Finding) {
        self.counts[severity, default: 0] += 1
        guard self.inOrder.count < self.capacity else { return }
        self.inOrder.append(Placed(place: place, finding: finding()))
    }

    /// Adds a finding anywhere in the document.
    mutating func addLate(_ severity: FindingSeverity, at place: Place, _ finding: () -> Finding) {
        self.counts[severity, default: 0] += 1
        if self.late.count == self.capacity {
            guard let last = self.late.last, place < last.place else { return }
            self.late.removeLast()
        }
        let index = self.late.firstIndex { place < $0.place } ?? self.late.endIndex
        self.late.insert(Placed(place: place, finding: finding()), at: index)
    }

    var report: ValidationReport {
        var findings: [Finding] = []
        var late = self.late[...]
        for placed in self.inOrder {
            while let first = late.first, first.place < placed.place { findings.append(late.removeFirst().finding) }
            findings.append(placed.finding)
        }
        findings += late.map(\.finding)
        return ValidationReport(findings: Array(findings.prefix(self.capacity)), counts: self.counts)
    }
}
