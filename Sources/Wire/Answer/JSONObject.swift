import Foundation

/// A JSON object whose properties keep their order, which SCB's published answers show and Foundation's encoder does
/// not keep. Names and strings are escaped by Foundation.
struct JSONObject {
    enum Value {
        case string(String)
        case integer(Int)
        case boolean(Bool)
        case objects([JSONObject])
    }

    private let properties: [(name: String, value: Value)]

    init(_ properties: [(name: String, value: Value)]) {
        self.properties = properties
    }

    /// UTF-8, without white space.
    var text: String {
        let pairs = self.properties.map { "\(JSONText.string($0.name)):\(Self.text($0.value))" }
        return "{\(pairs.joined(separator: ","))}"
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .string(let string): JSONText.string(string)
        case .integer(let integer): String(integer)
        case .boolean(let boolean): boolean ? "true" : "false"
        case .objects(let objects): "[\(objects.map(\.text).joined(separator: ","))]"
        }
    }
}

enum JSONText {
    /// `string` as a JSON string, with its quotation marks.
    static func string(_ string: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        // A String always encodes: Swift's hold no lone surrogates.
        guard let data = try? encoder.encode(string) else { fatalError("Foundation cannot encode a string as JSON") }
        return String(decoding: data, as: UTF8.self)
    }
}
