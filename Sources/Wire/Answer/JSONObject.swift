/// A JSON object whose properties keep their order, which SCB's published answers show and Foundation's encoder does
/// not keep.
struct JSONObject {
    typealias Property = (name: String, value: Value)

    indirect enum Value {
        case string(String)
        case integer(Int)
        case boolean(Bool)
        case null
        case object(JSONObject)
        case objects([JSONObject])
    }

    let properties: [Property]

    init(_ properties: [Property]) {
        self.properties = properties
    }

    /// UTF-8, without white space.
    var text: String { self.text(indented: false, string: JSONText.string) }
}
