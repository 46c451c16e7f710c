import YAMLReading

extension ScriptedDelay {
    enum Key: String, MapKey {
        case from, to, drip
    }

    private static let hour = Duration.seconds(3600)

    /// - Returns: `nil` only after a mistake was reported.
    static func read(_ node: NodeReader) -> ScriptedDelay? {
        guard node.isMap else {
            return node.value(.duration(.zero...self.hour)).map { ScriptedDelay(wait: $0...$0, drip: nil) }
        }
        guard let map = node.map(Key.self) else { return nil }
        let drip = map.optional(.drip).flatMap(Drip.read)
        if map.optional(.from) == nil, map.optional(.to) == nil {
            if map.isEmpty {
                node.report(found: "no delay", allowed: "a duration, or a map with from and to, or with drip")
            }
            return drip.map { ScriptedDelay(wait: nil, drip: $0) }
        }
        let from = map.required(.from, as: .duration(.zero...self.hour))
        let to = map.required(.to, as: .duration(.zero...self.hour))
        guard let from, let to else { return nil }
        guard from <= to else {
            map.optional(.to)?.report(found: "less than 'from'", allowed: "'from' or more")
            return nil
        }
        return ScriptedDelay(wait: from...to, drip: drip)
    }
}

extension ScriptedDelay.Drip {
    enum Key: String, MapKey {
        case bytes, every
    }

    fileprivate static func read(_ node: NodeReader) -> ScriptedDelay.Drip? {
        guard let map = node.map(Key.self) else { return nil }
        let bytes = map.required(.bytes, as: .bytes(1...1 << 20))
        let every = map.required(.every, as: .duration(.milliseconds(1) ... .seconds(3600)))
        guard let bytes, let every else { return nil }
        return ScriptedDelay.Drip(bytes: bytes, interval: every)
    }
}
