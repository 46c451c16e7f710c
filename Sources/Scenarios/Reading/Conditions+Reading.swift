import Domain
import YAMLReading

extension Conditions {
    enum Key: String, MapKey {
        case endpoint, user, organisation, program, format, version, period
        case fileName = "file-name"
        case fragment, occurrence, per, share
    }

    /// What could not be read is missing from the answer.
    static func read(_ map: MapReader<Key>) -> Conditions {
        var conditions = Conditions()
        conditions.endpoint = map.optional(.endpoint)?.value(.oneOf)
        conditions.users = map.values(.user, as: .name, "a user's name")
        conditions.organisations = map.values(.organisation, as: .organisationNumber, "an organisation number")
        conditions.programs = map.values(.program, as: .program, "a program")
        conditions.formats = map.values(.format, as: .formatName, "a file format's name")
        conditions.versions = map.values(.version, as: .word, "a schema version")
        conditions.periods = map.values(.period, as: .period, "a reference period")
        conditions.fileNames = map.values(.fileName, as: .fileNamePattern, "a pattern")
        let fragments = map.values(.fragment, as: .fragment, "a fragment index or range")
        conditions.fragment = fragments.isEmpty ? nil : FragmentPattern(fragments)
        let occurrences = map.values(.occurrence, as: .occurrence, "a number or range")
        conditions.occurrence = occurrences.isEmpty ? nil : OccurrencePattern(items: occurrences)
        conditions.per = map.optional(.per)?.value(.oneOf)
        conditions.share = map.optional(.share)?.value(.share)
        conditions.reportContradictions(in: map)
        return conditions
    }

    private static let ofFiles: [Key] = [.organisation, .program, .format, .version, .period, .fileName]

    private func reportContradictions(in map: MapReader<Key>) {
        if self.endpoint == .heartbeat {
            for key in Self.ofFiles {
                map.optional(key)?.report(found: "a condition on a file", allowed: "with endpoint upload or history")
            }
        }
        if let endpoint, endpoint != .upload {
            map.optional(.fragment)?.report(found: "a condition on fragments", allowed: "with endpoint upload")
        }
        if self.per == .upload, self.endpoint == nil || self.endpoint == .heartbeat {
            map.optional(.per)?.report(found: "'upload'", allowed: "with endpoint upload or history")
        }
    }
}

extension MapReader {
    /// One value or a list of them; empty when the key is not there.
    func values<Value>(_ key: Key, as form: ScalarForm<Value>, _ item: String) -> [Value] {
        self.optional(key)?.oneOrMore(item).compactMap { $0.value(form) } ?? []
    }

    /// Whether no key is there, a misspelt one neither.
    var isEmpty: Bool { !self.hasUnknownKeys && Key.allCases.allSatisfy { self.optional($0) == nil } }

    /// The only one of `keys` that is there; a mistake when there are others, or none.
    func exactlyOne(of keys: [Key], in map: NodeReader) -> Key? {
        let present = keys.filter { self.optional($0) != nil }
        if present.count == 1 { return present[0] }
        // What is missing may have been misspelt.
        if present.isEmpty, self.hasUnknownKeys { return nil }
        let found = present.isEmpty ? "none of them" : present.map { "'\($0.rawValue)'" }.joined(separator: " and ")
        let words = keys.map(\.rawValue).joined(separator: ", ")
        map.report(found: found, allowed: "exactly one of \(words)")
        return nil
    }
}

extension MapKey {
    static var words: String { Self.allCases.map(\.rawValue).joined(separator: ", ") }
}
