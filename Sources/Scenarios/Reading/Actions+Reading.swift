import Domain
import YAMLReading

extension Actions {
    enum Key: String, MapKey {
        case status, answer, delay, fault, event
    }

    /// What could not be read is missing from the answer.
    ///
    /// - Parameters:
    ///   - conditions: of the rule; a status narrows them to the fragment that ends a file.
    ///   - when: where they were read from.
    static func read(
        _ map: MapReader<Key>,
        of conditions: inout Conditions,
        when: MapReader<Conditions.Key>?
    ) -> Actions {
        var actions = Actions()
        if let status = map.optional(.status) {
            Self.narrow(&conditions, when: when)
            // A program that could not be read may be KRITA.
            let isUnread = conditions.programs.isEmpty && when?.optional(.program) != nil
            actions.status = DeliveryCourse.read(status, programs: isUnread ? [.krita] : conditions.programs)
        }
        actions.answer = map.optional(.answer).flatMap { ScriptedAnswer.read($0, endpoint: conditions.endpoint) }
        actions.delay = map.optional(.delay).flatMap(ScriptedDelay.read)
        actions.fault = map.optional(.fault).flatMap { InjectedFault.read($0, endpoint: conditions.endpoint) }
        actions.event = map.optional(.event).flatMap(ScenarioEvent.read)
        actions.reportContradictions(in: map)
        return actions
    }

    /// A delivery is only made by a closing fragment, so a rule with a status is meant for nothing else.
    private static func narrow(_ conditions: inout Conditions, when: MapReader<Conditions.Key>?) {
        if let endpoint = conditions.endpoint, endpoint != .upload {
            when?.optional(.endpoint)?.report(found: "'\(endpoint.rawValue)'", allowed: "upload, beside a status")
        }
        if let fragment = conditions.fragment, fragment != .closing {
            when?.optional(.fragment)?.report(
                found: "other fragments than the last",
                allowed: "last, beside a status: only the last fragment makes a delivery"
            )
        }
        conditions.endpoint = .upload
        conditions.fragment = .closing
    }

    private func reportContradictions(in map: MapReader<Key>) {
        guard let answer, answer.timing == .instead, let fault, fault.place == .afterStored else { return }
        map.optional(.fault)?.report(
            found: "a fault after a fragment is stored, beside an answer instead of storing it",
            allowed: "an answer with 'when: after-stored', or a fault in another place"
        )
    }
}
