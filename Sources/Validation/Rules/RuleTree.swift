import CLibXML2
import Domain

/// The paths of a format's rules, as one tree from the root of a document.
struct RuleTree: Sendable {
    /// A step with a prefix and one without may mean the same element, so an element may stand at several nodes.
    struct Node: Sendable {
        var children: [(name: Int, node: Int)] = []
        /// Rules about the text of the element.
        var textRules: [Int] = []
        /// Rules about the values of attributes.
        var attributeRules: [(name: Int, rule: Int)] = []
        var requiredElements: [(name: Int, rule: Int)] = []
        var requiredAttributes: [(name: Int, rule: Int)] = []
    }

    /// The document stands at the first.
    private(set) var nodes = [Node()]
    private(set) var names: [NodePath.Step] = []

    init(_ rules: [ValidationRule]) {
        for (index, rule) in rules.enumerated() { self.add(rule, index) }
    }

    private mutating func add(_ rule: ValidationRule, _ index: Int) {
        let path = rule.path
        let isRequiredElement = rule.demand == .required && path.attribute == nil
        var node = 0
        for step in isRequiredElement ? path.elements.dropLast() : path.elements[...] {
            node = self.child(of: node, self.name(step))
        }
        switch (rule.demand, path.attribute) {
        case (.required, nil):
            guard let last = path.elements.last else { return }
            let name = self.name(last)
            self.nodes[node].requiredElements.append((name, index))
        case (.required, let attribute?):
            let name = self.name(attribute)
            self.nodes[node].requiredAttributes.append((name, index))
        case (_, nil): self.nodes[node].textRules.append(index)
        case (_, let attribute?):
            let name = self.name(attribute)
            self.nodes[node].attributeRules.append((name, index))
        }
    }

    private mutating func name(_ step: NodePath.Step) -> Int {
        if let index = self.names.firstIndex(of: step) { return index }
        self.names.append(step)
        return self.names.count - 1
    }

    private mutating func child(of node: Int, _ name: Int) -> Int {
        if let child = self.nodes[node].children.first(where: { $0.name == name }) { return child.node }
        self.nodes.append(Node())
        self.nodes[node].children.append((name, self.nodes.count - 1))
        return self.nodes.count - 1
    }
}

/// The names of a tree as one parser keeps them, so that comparing is comparing addresses.
struct InternedNames {
    typealias Text = UnsafePointer<xmlChar>

    private let names: [(local: Text?, namespace: Text?, isAnyNamespace: Bool)]

    init(_ names: [NodePath.Step], _ parser: xmlParserCtxtPtr) {
        self.names = names.map { step in
            (
                xmlDictLookup(parser.pointee.dict, step.localName, -1),
                step.namespace.flatMap { xmlDictLookup(parser.pointee.dict, $0, -1) }, step.namespace == nil
            )
        }
    }

    @inline(__always)
    func matches(_ index: Int, _ local: Text, _ namespace: Text?) -> Bool {
        let name = self.names[index]
        return name.local == local && (name.isAnyNamespace || name.namespace == namespace)
    }
}
