/// A pattern as it is nested.
indirect enum PatternNode {
    case character(ScalarSet)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// - Parameter atMost: `nil` for any number of times.
    case repetition(PatternNode, atLeast: Int, atMost: Int?)
}

/// One of the characters that a place in a pattern takes.
struct ScalarSet: Hashable, Sendable {
    /// Classes that are no ranges.
    enum Category: Hashable, Sendable {
        case word, notWord
    }

    var ranges: [ClosedRange<UInt32>] = []
    var categories: [Category] = []
    var isInverted = false

    static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
    static let spaces: [ClosedRange<UInt32>] = [0x09...0x0A, 0x0D...0x0D, 0x20...0x20]
    static let anyButLineBreak = ScalarSet(ranges: [0x0A...0x0A, 0x0D...0x0D], isInverted: true)

    /// What is left of all characters without `ranges`, which are in order.
    static func others(than ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var rest: [ClosedRange<UInt32>] = []
        var begin: UInt32 = 0
        for range in ranges {
            if begin < range.lowerBound { rest.append(begin...(range.lowerBound - 1)) }
            begin = range.upperBound + 1
        }
        rest.append(begin...0x10_FFFF)
        return rest
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let isListed =
            self.ranges.contains { $0.contains(scalar.value) }
            || self.categories.contains { ($0 == .word) == Self.isWord(scalar) }
        return isListed != self.isInverted
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}

/// One step of a compiled pattern; the one after it follows unless it says otherwise.
enum PatternStep: Hashable, Sendable {
    case character(ScalarSet)
    case jump(Int)
    case fork(Int, Int)
    case match
}

/// Lays a pattern out as steps.
struct PatternCompiler {
    private var steps: [PatternStep] = []

    static func program(of node: PatternNode) throws(ValuePattern.Failure) -> [PatternStep] {
        var compiler = PatternCompiler()
        try compiler.lay(node)
        try compiler.append(.match)
        return compiler.steps
    }

    private mutating func append(_ step: PatternStep) throws(ValuePattern.Failure) {
        guard self.steps.count < ValuePattern.largest else {
            throw ValuePattern.Failure(
                reason: "a pattern that repeats too much, of more than \(ValuePattern.largest) steps"
            )
        }
        self.steps.append(step)
    }

    private mutating func lay(_ node: PatternNode) throws(ValuePattern.Failure) {
        switch node {
        case .character(let set): try self.append(.character(set))
        case .sequence(let nodes): for node in nodes { try self.lay(node) }
        case .choice(let nodes): try self.lay(choice: nodes[...])
        case .repetition(let node, let least, let most):
            for _ in 0..<least {
                let before = self.steps.count
                try self.lay(node)
                // Nothing, however often, is nothing; and its count, within others' counts, would have no end.
                if self.steps.count == before { return }
            }
            guard let most else { return try self.lay(anyNumberOf: node) }
            try self.lay(node, upTo: most - least)
        }
    }

    private mutating func lay(choice nodes: ArraySlice<PatternNode>) throws(ValuePattern.Failure) {
        guard let first = nodes.first else { return }
        guard nodes.count > 1 else { return try self.lay(first) }
        let fork = try self.reserve()
        try self.lay(first)
        let jump = try self.reserve()
        self.steps[fork] = .fork(fork + 1, self.steps.count)
        try self.lay(choice: nodes.dropFirst())
        self.steps[jump] = .jump(self.steps.count)
    }

    private mutating func lay(anyNumberOf node: PatternNode) throws(ValuePattern.Failure) {
        let fork = try self.reserve()
        try self.lay(node)
        try self.append(.jump(fork))
        self.steps[fork] = .fork(fork + 1, self.steps.count)
    }

    private mutating func lay(_ node: PatternNode, upTo count: Int) throws(ValuePattern.Failure) {
        var forks: [Int] = []
        for _ in 0..<count {
            forks.append(try self.reserve())
            try self.lay(node)
        }
        for fork in forks { self.steps[fork] = .fork(fork + 1, self.steps.count) }
    }

    /// - Returns: the place of a step that is decided later.
    private mutating func reserve() throws(ValuePattern.Failure) -> Int {
        try self.append(.match)
        return self.steps.count - 1
    }
}
