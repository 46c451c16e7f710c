import YAMLReading

extension Scenario {
    enum Key: String, MapKey {
        case scenario, description, seed
        case maxFaultsInARow = "max-faults-in-a-row"
        case rules
    }

    /// - Returns: `nil` only after a mistake was reported; a scenario with gaps, too, comes only after a mistake.
    static func read(_ root: NodeReader) -> Scenario? {
        guard let map = root.map(Key.self) else { return nil }
        let name = map.required(.scenario, as: .name)
        var description = ""
        map.read(.description, as: .description, into: &description)
        let seed = map.optional(.seed)?.value(.seed)
        var maxFaults: Int? = Self.defaultMaxFaultsInARow
        map.read(.maxFaultsInARow, as: .faultsInARow, into: &maxFaults)
        var names = FirstUses<String>(ofEach: "name of a rule")
        let rules = map.required(.rules, listOf: "a rule").compactMap { Rule.read($0, names: &names) }
        return Scenario(
            name: name ?? "",
            description: description,
            seed: seed,
            maxFaultsInARow: maxFaults,
            rules: rules
        )
    }
}

extension Rule {
    enum Key: String, MapKey {
        case name, when, then
    }

    /// - Returns: `nil` only after a mistake was reported.
    fileprivate static func read(_ item: NodeReader, names: inout FirstUses<String>) -> Rule? {
        guard let map = item.map(Key.self) else { return nil }
        let name = map.required(.name, as: .name, onceIn: &names)
        let when = map.optional(.when, mapOf: Conditions.Key.self)
        var conditions = when.map(Conditions.read) ?? Conditions()
        let then = map.required(.then, mapOf: Actions.Key.self)
        let actions = then.map { Actions.read($0, of: &conditions, when: when) } ?? Actions()
        if let then, then.isEmpty, let node = map.optional(.then) {
            node.report(found: "nothing to be done", allowed: "at least one of \(Actions.Key.words)")
        }
        if conditions.per != nil, !conditions.counts, actions.delay?.isDrawn != true {
            when?.optional(.per)?.report(
                found: "nothing that counts",
                allowed: "beside occurrence, share or a delay with 'from' and 'to'"
            )
        }
        return name.map { Rule(name: $0, conditions: conditions, actions: actions) }
    }
}

extension Conditions {
    fileprivate var counts: Bool { self.occurrence != nil || self.share != nil }
}
