import YAMLReading

/// Reads the smallest file there is: one key with one value.
enum Reading {
    enum Key: String, MapKey {
        case value
    }

    static func value<Value>(_ text: String, _ form: ScalarForm<Value>) -> Value? {
        try? self.read("value: \(text)", form)
    }

    static func mistakes<Value>(_ yaml: String, _ form: ScalarForm<Value>) -> [String] {
        self.mistakes { () throws(YAMLFileError) in _ = try self.read(yaml, form) }
    }

    static func mistakes(_ body: () throws(YAMLFileError) -> Void) -> [String] {
        do {
            try body()
            return []
        } catch {
            return error.mistakes.map(\.description)
        }
    }

    private static func read<Value>(_ yaml: String, _ form: ScalarForm<Value>) throws(YAMLFileError) -> Value {
        try YAMLFile.read(yaml, file: "t.yaml") { $0.map(Key.self)?.required(.value, as: form) }
    }
}
