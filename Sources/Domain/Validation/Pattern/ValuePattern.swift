/// A regular expression that a whole value matches or does not, in time that grows with the value's length and never
/// more, whatever the pattern: all ways to match are followed at once, so that none is ever tried again.
///
/// Characters stand for themselves, `.` for any but a line break. `[a-z_]` and `[^a-z_]` are one of, and none of;
/// `\d` a digit 0 to 9, `\w` a letter, a number or `_`, `\s` a space, tab or line break, and `\D`, `\W`, `\S` any other
/// character; `\n`, `\r`, `\t` the line breaks and the tab. A group is `(…)`, a choice `|`; `*`, `+`, `?`, `{2}`, `{2,}`
/// and `{2,5}` repeat. `\` before any other character that means something takes its meaning away. `^` and `$` are
/// refused where they would be anchors: a value always matches from its first character to its last.
public struct ValuePattern: Hashable, Sendable, CustomStringConvertible {
    /// Why a text is no pattern.
    public struct Failure: Error, Hashable, Sendable {
        /// A noun phrase, with the place: `nothing to repeat before '*', character 1`.
        public let reason: String
    }

    /// How many characters a pattern may have.
    public static let longest = 500
    /// How many steps it may stand for, with everything repeated as often as its counts say.
    public static let largest = 2_000

    private let text: String
    private let program: [PatternStep]

    public init(_ text: String) throws(Failure) {
        guard text.unicodeScalars.count <= Self.longest else {
            throw Failure(reason: "a pattern of more than \(Self.longest) characters")
        }
        var parser = PatternParser(text)
        self.program = try PatternCompiler.program(of: parser.pattern())
        self.text = text
    }

    public static func == (left: ValuePattern, right: ValuePattern) -> Bool { left.text == right.text }

    public func hash(into hasher: inout Hasher) { hasher.combine(self.text) }

    public var description: String { self.text }

    /// Whether the whole of `value` matches. Takes steps in number at most the value's length times ``largest``.
    public func matches(_ value: some Sequence<Unicode.Scalar>) -> Bool {
        var now = StepSet(capacity: self.program.count)
        var next = StepSet(capacity: self.program.count)
        self.add(0, to: &now)
        for scalar in value {
            for step in now.members {
                if case .character(let set) = self.program[step], set.contains(scalar) { self.add(step + 1, to: &next) }
            }
            swap(&now, &next)
            next.removeAll()
            if now.members.isEmpty { return false }
        }
        return now.members.contains { self.program[$0] == .match }
    }

    /// Adds a step, and those that it leads to without a character.
    private func add(_ step: Int, to set: inout StepSet) {
        var waiting = [step]
        while let step = waiting.popLast() {
            guard set.insert(step) else { continue }
            switch self.program[step] {
            case .character, .match: break
            case .jump(let target): waiting.append(target)
            case .fork(let first, let second): waiting += [first, second]
            }
        }
    }
}

/// The steps at which a match may stand.
private struct StepSet {
    private(set) var members: [Int] = []
    private var isMember: [Bool]

    init(capacity: Int) {
        self.isMember = Array(repeating: false, count: capacity)
    }

    mutating func insert(_ step: Int) -> Bool {
        guard !self.isMember[step] else { return false }
        self.isMember[step] = true
        self.members.append(step)
        return true
    }

    mutating func removeAll() {
        for step in self.members { self.isMember[step] = false }
        self.members.removeAll(keepingCapacity: true)
    }
}
