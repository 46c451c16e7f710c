public import Domain
import YAMLReading

extension Settings {
    /// How answers are written (docs/fidelity.md, "Variants of the answers").
    public struct Answers: Hashable, Sendable {
        /// What is different from the ordinary answers; by default nothing.
        public var variants: Set<AnswerVariant> = []

        public init() {}
    }
}

extension Settings.Answers {
    enum Key: String, MapKey {
        case variants
    }

    mutating func read(_ map: MapReader<Key>) {
        guard let list = map.optional(.variants) else { return }
        var uses = FirstUses<AnswerVariant>(ofEach: "variant")
        self.variants = Set(list.list(of: "a variant of the answers").compactMap { $0.value(.oneOf, onceIn: &uses) })
    }
}
