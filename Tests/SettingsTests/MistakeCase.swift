import Testing

/// A change to the example, or a text after it, and the message it must lead to.
struct MistakeCase: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    /// Without the file's name.
    let message: String

    init(_ old: String, _ new: String, _ message: String) {
        self.old = old
        self.new = new
        self.message = message
    }

    /// - Parameter line: of the level of the file's top, after the example's 19.
    init(adding line: String, _ message: String) {
        let last = "program: KRITA, versions: [1]}\n"
        self.init(last, "\(last)\(line)\n", message)
    }

    var testDescription: String { self.new.debugDescription }

    /// Expects this one mistake and no other.
    func check() {
        #expect(Example.mistakes(replacing: self.old, by: self.new) == ["settings.yaml:\(self.message)"])
    }
}
