import YAMLReading

extension ScenarioEvent {
    enum Key: String, MapKey {
        case maintenance
    }

    private static let words: [(word: String, event: ScenarioEvent)] = [
        ("forget-session", .forgetSession), ("revoke-certificate", .revokeCertificate),
    ]

    private static let form = ScalarForm(
        "forget-session, revoke-certificate, or a map with maintenance",
        words: words.map(\.word)
    ) { text in words.first { $0.word == text }?.event }

    /// - Returns: `nil` only after a mistake was reported.
    static func read(_ node: NodeReader) -> ScenarioEvent? {
        guard node.isMap else { return node.value(self.form) }
        return node.map(Key.self)?.required(.maintenance, mapOf: Maintenance.Key.self)
            .flatMap(Maintenance.read).map { .maintenance($0) }
    }
}

extension ScenarioEvent.Maintenance {
    enum Key: String, MapKey {
        case `for`
        case heartbeat
    }

    private enum Heartbeat: String, CaseIterable {
        case up, down
    }

    fileprivate static func read(_ map: MapReader<Key>) -> ScenarioEvent.Maintenance? {
        let length = map.required(.for, as: .duration(.seconds(1) ... .seconds(60 * 86_400)))
        var heartbeat = Heartbeat.up
        map.read(.heartbeat, as: .oneOf, into: &heartbeat)
        return length.map { ScenarioEvent.Maintenance(length: $0, heartbeatIsUp: heartbeat == .up) }
    }
}
