import YAMLReading

extension InjectedFault {
    enum Key: String, MapKey {
        case at
        case `do`
    }

    /// - Parameter endpoint: of the rule's conditions.
    /// - Returns: `nil` only after a mistake was reported.
    static func read(_ node: NodeReader, endpoint: Endpoint?) -> InjectedFault? {
        guard let map = node.map(Key.self) else { return nil }
        let place = map.required(.at, allowed: Place.form.allowedText).flatMap(Place.read)
        let kind = map.required(.do, allowed: Kind.form.allowedText).flatMap(Kind.read)
        guard let place, let kind else { return nil }
        if place.needsUpload, endpoint != .upload {
            map.optional(.at)?.report(found: "a place in an upload", allowed: "with endpoint upload")
        }
        if place == .idle, case .stall = kind {
            map.optional(.do)?.report(
                found: "a stall of an idle connection",
                allowed: "close, reset, truncate, bad-record-mac, record-overflow, unexpected-message"
            )
        }
        return InjectedFault(place: place, kind: kind)
    }
}

/// Words, or a map with one key for what needs a number.
private struct MixedForm<Value: Sendable> {
    let words: [(word: String, value: Value)]
    let maps: String

    var allowedText: String { "\(self.words.map(\.word).joined(separator: ", ")), or \(self.maps)" }

    var scalar: ScalarForm<Value> {
        let words = self.words
        return ScalarForm(self.allowedText, words: words.map(\.word)) { text in
            words.first { $0.word == text }?.value
        }
    }
}

extension InjectedFault.Place {
    enum Key: String, MapKey {
        case requestBytes = "request-bytes"
        case answerBytes = "answer-bytes"
    }

    fileprivate static let form = MixedForm<InjectedFault.Place>(
        words: [("before-stored", .beforeStored), ("after-stored", .afterStored), ("idle", .idle)],
        maps: "a map with request-bytes or answer-bytes"
    )

    fileprivate static func read(_ node: NodeReader) -> InjectedFault.Place? {
        guard node.isMap else { return node.value(self.form.scalar) }
        guard let map = node.map(Key.self) else { return nil }
        let bytes = ScalarForm.bytes(0...1 << 30)
        switch map.exactlyOne(of: Key.allCases, in: node) {
        case .requestBytes: return map.optional(.requestBytes)?.value(bytes).map { .requestBytes($0) }
        case .answerBytes: return map.optional(.answerBytes)?.value(bytes).map { .answerBytes($0) }
        case nil: return nil
        }
    }

    /// Only a fragment has a body, and is stored.
    var needsUpload: Bool {
        switch self {
        case .beforeStored, .afterStored, .requestBytes: true
        case .answerBytes, .idle: false
        }
    }
}

extension InjectedFault.Kind {
    enum Key: String, MapKey {
        case stall
    }

    fileprivate static let form = MixedForm<InjectedFault.Kind>(
        words: [
            ("close", .close), ("reset", .reset), ("truncate", .truncate), ("bad-record-mac", .badRecordMAC),
            ("record-overflow", .recordOverflow), ("unexpected-message", .unexpectedMessage),
        ],
        maps: "a map with stall"
    )

    fileprivate static func read(_ node: NodeReader) -> InjectedFault.Kind? {
        guard node.isMap else { return node.value(self.form.scalar) }
        let stall = node.map(Key.self)?.required(.stall, as: .duration(.milliseconds(1) ... .seconds(3600)))
        return stall.map { .stall($0) }
    }
}
