/// Reads a pattern's text.
struct PatternParser {
    private static let deepest = 50

    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var depth = 0

    init(_ text: String) {
        self.scalars = Array(text.unicodeScalars)
    }

    /// The whole pattern.
    mutating func pattern() throws(ValuePattern.Failure) -> PatternNode {
        let node = try self.choice()
        guard self.next == nil else { throw self.failure("a ')' without its '('") }
        return node
    }

    private var next: Unicode.Scalar? { self.place < self.scalars.count ? self.scalars[self.place] : nil }

    private func failure(_ what: String) -> ValuePattern.Failure {
        ValuePattern.Failure(reason: "\(what), character \(self.place + 1) of the pattern")
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard self.next == scalar else { return false }
        self.place += 1
        return true
    }

    private mutating func choice() throws(ValuePattern.Failure) -> PatternNode {
        var branches = [try self.sequence()]
        while self.take("|") { branches.append(try self.sequence()) }
        return .choice(branches)
    }

    private mutating func sequence() throws(ValuePattern.Failure) -> PatternNode {
        var nodes: [PatternNode] = []
        while let next, next != "|", next != ")" { nodes.append(try self.repeated()) }
        return .sequence(nodes)
    }

    private mutating func repeated() throws(ValuePattern.Failure) -> PatternNode {
        let atom = try self.atom()
        let repeated: PatternNode
        if self.take("*") {
            repeated = .repetition(atom, atLeast: 0, atMost: nil)
        } else if self.take("+") {
            repeated = .repetition(atom, atLeast: 1, atMost: nil)
        } else if self.take("?") {
            repeated = .repetition(atom, atLeast: 0, atMost: 1)
        } else if self.take("{") {
            repeated = try self.counted(atom)
        } else {
            return atom
        }
        if let next, "*+?{".unicodeScalars.contains(next) { throw self.failure("nothing to repeat before '\(next)'") }
        return repeated
    }

    private mutating func counted(_ atom: PatternNode) throws(ValuePattern.Failure) -> PatternNode {
        let least = try self.number()
        var most: Int? = least
        if self.take(",") { most = self.next == "}" ? nil : try self.number() }
        guard self.take("}"), least <= most ?? least else { throw self.failure("no count like {2}, {2,} or {2,5}") }
        return .repetition(atom, atLeast: least, atMost: most)
    }

    private mutating func number() throws(ValuePattern.Failure) -> Int {
        var digits = ""
        while let next, ("0"..."9").contains(next) {
            digits.unicodeScalars.append(next)
            self.place += 1
        }
        guard let number = Int(digits), number <= ValuePattern.largest else {
            throw self.failure("no count like {2}, {2,} or {2,5}")
        }
        return number
    }

    private mutating func atom() throws(ValuePattern.Failure) -> PatternNode {
        guard let next else { throw self.failure("an end too early") }
        switch next {
        case "(": return try self.group()
        case "[": return .character(try self.bracket())
        case ".":
            self.place += 1
            return .character(.anyButLineBreak)
        case "\\": return .character(try self.escape())
        case "*", "+", "?", "{": throw self.failure("nothing to repeat before '\(next)'")
        case "]", "}": throw self.failure("a '\(next)' without its beginning")
        case "^", "$":
            throw self.failure("the anchor '\(next)' (the whole value always counts; write \\\(next) for itself)")
        default:
            self.place += 1
            return .character(ScalarSet(ranges: [next.value...next.value]))
        }
    }

    private mutating func group() throws(ValuePattern.Failure) -> PatternNode {
        guard self.depth < Self.deepest else {
            throw self.failure("more than \(Self.deepest) groups within each other")
        }
        self.depth += 1
        self.place += 1
        if self.next == "?" { throw self.failure("a group that begins with '?'") }
        let node = try self.choice()
        guard self.take(")") else { throw self.failure("no ')' to the '('") }
        self.depth -= 1
        return node
    }

    private mutating func bracket() throws(ValuePattern.Failure) -> ScalarSet {
        self.place += 1
        var set = ScalarSet(isInverted: self.take("^"))
        var isEmpty = true
        while let next, next != "]" || isEmpty {
            isEmpty = false
            let item = try self.bracketItem()
            guard self.next == "-", self.place + 1 < self.scalars.count, self.scalars[self.place + 1] != "]" else {
                set.ranges += item.ranges
                set.categories += item.categories
                continue
            }
            self.place += 1
            let end = try self.bracketItem()
            guard let low = item.single, let high = end.single, low <= high else {
                throw self.failure("a range that is none")
            }
            set.ranges.append(low...high)
        }
        guard self.take("]") else { throw self.failure("no ']' to the '['") }
        return set
    }

    private mutating func bracketItem() throws(ValuePattern.Failure) -> ScalarSet {
        guard let next else { throw self.failure("no ']' to the '['") }
        if next == "\\" { return try self.escape() }
        self.place += 1
        return ScalarSet(ranges: [next.value...next.value])
    }

    private mutating func escape() throws(ValuePattern.Failure) -> ScalarSet {
        self.place += 1
        guard let next else { throw self.failure("nothing after '\\'") }
        let set: ScalarSet
        switch next {
        case "d": set = ScalarSet(ranges: ScalarSet.digits)
        case "D": set = ScalarSet(ranges: ScalarSet.others(than: ScalarSet.digits))
        case "s": set = ScalarSet(ranges: ScalarSet.spaces)
        case "S": set = ScalarSet(ranges: ScalarSet.others(than: ScalarSet.spaces))
        case "w": set = ScalarSet(categories: [.word])
        case "W": set = ScalarSet(categories: [.notWord])
        case "n": set = ScalarSet(ranges: [0x0A...0x0A])
        case "r": set = ScalarSet(ranges: [0x0D...0x0D])
        case "t": set = ScalarSet(ranges: [0x09...0x09])
        default:
            guard !next.properties.isAlphabetic, next.properties.numericType == nil else {
                throw self.failure("the unknown escape '\\\(next)'")
            }
            set = ScalarSet(ranges: [next.value...next.value])
        }
        self.place += 1
        return set
    }
}

extension ScalarSet {
    /// The one character that it is; `nil` for a class.
    fileprivate var single: UInt32? {
        guard self.categories.isEmpty, self.ranges.count == 1, self.ranges[0].count == 1 else { return nil }
        return self.ranges[0].lowerBound
    }
}
