import CLibXML2
import Domain

/// Follows a document's events down the tree of rules, and tells what the rules find.
final class RuleMatcher {
    /// Longer values are not compared, in bytes of UTF-8 without the white space around them; the rule says so.
    static let longestValue = 4_096

    /// What a rule found at one place.
    enum Outcome {
        case value(UnsafeRawBufferPointer)
        case tooLong
        case missing
    }

    /// Attributes as SAX hands them over: name, prefix, namespace, the value's beginning and its end.
    typealias Attributes = UnsafeMutablePointer<UnsafePointer<xmlChar>?>

    private struct Frame {
        /// Of ``active``.
        let nodes: Range<Int>
        let hasTextRules: Bool
        /// Where its text begins in ``texts``.
        let textBegin: Int
        var isTooLong = false
        /// Rules whose element has not come yet.
        var missing: [(name: Int, rule: Int)]
    }

    private let tree: RuleTree
    private let names: InternedNames
    private var frames: [Frame] = []
    private var active: [Int] = []
    private var texts: [UInt8] = []
    /// Of the document's elements; those below a frame's without rules have no frames.
    private var depth = 0

    init(_ tree: RuleTree, _ parser: xmlParserCtxtPtr) {
        self.tree = tree
        self.names = InternedNames(tree.names, parser)
        self.active = [0]
        self.frames = [
            Frame(nodes: 0..<1, hasTextRules: false, textBegin: 0, missing: tree.nodes[0].requiredElements)
        ]
    }

    /// Whether the text between here and the next tag is any rule's.
    var wantsText: Bool {
        guard self.frames.count == self.depth + 1, let frame = self.frames.last else { return false }
        return frame.hasTextRules && !frame.isTooLong
    }

    func start(
        _ local: InternedNames.Text,
        _ namespace: InternedNames.Text?,
        _ attributes: Attributes?,
        _ count: Int,
        _ tell: (_ rule: Int, Outcome) -> Void
    ) {
        defer { self.depth += 1 }
        guard self.frames.count == self.depth + 1 else { return }
        let top = self.frames.count - 1
        if !self.frames[top].missing.isEmpty {
            self.frames[top].missing.removeAll { self.names.matches($0.name, local, namespace) }
        }
        let begin = self.active.count
        for index in self.frames[top].nodes {
            for child in self.tree.nodes[self.active[index]].children
            where self.names.matches(child.name, local, namespace) {
                self.active.append(child.node)
            }
        }
        guard self.active.count > begin else { return }
        self.push(begin..<self.active.count)
        for index in begin..<self.active.count {
            let node = self.tree.nodes[self.active[index]]
            if !node.attributeRules.isEmpty { self.values(node.attributeRules, attributes, count, tell) }
            if !node.requiredAttributes.isEmpty { self.required(node.requiredAttributes, attributes, count, tell) }
        }
    }

    private func push(_ nodes: Range<Int>) {
        let isSingle = nodes.count == 1
        let first = self.tree.nodes[self.active[nodes.lowerBound]]
        self.frames.append(
            Frame(
                nodes: nodes,
                hasTextRules: isSingle
                    ? !first.textRules.isEmpty : nodes.contains { !self.tree.nodes[self.active[$0]].textRules.isEmpty },
                textBegin: self.texts.count,
                missing: isSingle
                    ? first.requiredElements : nodes.flatMap { self.tree.nodes[self.active[$0]].requiredElements }
            )
        )
    }

    /// Text of the element that began last and has not ended.
    func text(_ bytes: UnsafeRawBufferPointer) {
        let top = self.frames.count - 1
        var bytes = bytes[...]
        // White space before a value does not count as its length.
        if self.texts.count == self.frames[top].textBegin { bytes = bytes.drop(while: \.isXMLSpace) }
        let room = 2 * Self.longestValue - (self.texts.count - self.frames[top].textBegin)
        if bytes.count > room { self.frames[top].isTooLong = true } else { self.texts.append(contentsOf: bytes) }
    }

    func end(_ tell: (_ rule: Int, Outcome) -> Void) {
        if self.frames.count == self.depth + 1 { self.pop(tell) }
        self.depth -= 1
    }

    /// What the document as a whole lacks.
    func endDocument(_ tell: (_ rule: Int, Outcome) -> Void) {
        guard self.depth == 0, let frame = self.frames.first else { return }
        for (_, rule) in frame.missing { tell(rule, .missing) }
    }

    private func pop(_ tell: (_ rule: Int, Outcome) -> Void) {
        let frame = self.frames.removeLast()
        if frame.hasTextRules {
            self.texts.withUnsafeBytes { texts in
                let value = UnsafeRawBufferPointer(rebasing: texts[frame.textBegin...]).trimmed
                let isTooLong = frame.isTooLong || value.count > Self.longestValue
                for index in frame.nodes {
                    for rule in self.tree.nodes[self.active[index]].textRules {
                        tell(rule, isTooLong ? .tooLong : .value(value))
                    }
                }
            }
            self.texts.removeSubrange(frame.textBegin...)
        }
        for (_, rule) in frame.missing { tell(rule, .missing) }
        self.active.removeSubrange(frame.nodes)
    }

    private func values(
        _ rules: [(name: Int, rule: Int)],
        _ attributes: Attributes?,
        _ count: Int,
        _ tell: (_ rule: Int, Outcome) -> Void
    ) {
        guard let attributes else { return }
        for (name, rule) in rules {
            for index in 0..<count {
                let attribute = attributes + 5 * index
                guard let local = attribute[0], let begin = attribute[3], let end = attribute[4],
                    self.names.matches(name, local, attribute[2])
                else { continue }
                let value = UnsafeRawBufferPointer(start: begin, count: end - begin).trimmed
                tell(rule, value.count > Self.longestValue ? .tooLong : .value(value))
            }
        }
    }

    private func required(
        _ rules: [(name: Int, rule: Int)],
        _ attributes: Attributes?,
        _ count: Int,
        _ tell: (_ rule: Int, Outcome) -> Void
    ) {
        for (name, rule) in rules {
            let isThere = (0..<count).contains { index in
                guard let attribute = attributes.map({ $0 + 5 * index }), let local = attribute[0] else { return false }
                return self.names.matches(name, local, attribute[2])
            }
            if !isThere { tell(rule, .missing) }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Without the white space around it.
    fileprivate var trimmed: UnsafeRawBufferPointer {
        guard let first = self.firstIndex(where: { !$0.isXMLSpace }),
            let last = self.lastIndex(where: { !$0.isXMLSpace })
        else { return UnsafeRawBufferPointer(rebasing: self[..<0]) }
        return UnsafeRawBufferPointer(rebasing: self[first...last])
    }
}

extension UInt8 {
    fileprivate var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
