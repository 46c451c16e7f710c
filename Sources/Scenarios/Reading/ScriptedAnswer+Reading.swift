import YAMLReading

extension ScriptedAnswer {
    enum Key: String, MapKey {
        case status, code, headers, body
        case contentType = "content-type"
        case when
    }

    /// - Parameter endpoint: of the rule's conditions.
    /// - Returns: `nil` only after a mistake was reported.
    static func read(_ node: NodeReader, endpoint: Endpoint?) -> ScriptedAnswer? {
        guard let map = node.map(Key.self) else { return nil }
        let status = map.required(.status, as: .integer(200...599))
        let headers = map.optional(.headers).map(Self.headers) ?? []
        let body = Self.body(map, status: status)
        var timing = Timing.instead
        map.read(.when, as: .oneOf, into: &timing)
        if timing == .afterStored, endpoint != .upload {
            map.optional(.when)?.report(found: "'after-stored'", allowed: "with endpoint upload")
        }
        guard let status else { return nil }
        return ScriptedAnswer(status: status, body: body, headers: headers, timing: timing)
    }

    private static func body(_ map: MapReader<Key>, status: Int?) -> Body {
        let code = map.optional(.code)
        let problem = code?.value(.problemCode)
        let contentType = map.optional(.contentType)
        var type = "text/plain; charset=utf-8"
        map.read(.contentType, as: .headerValue, into: &type)
        if let text = map.optional(.body) {
            if status == 204 || status == 304 {
                text.report(found: "a body", allowed: "with another status: 204 and 304 have none")
            }
            code?.report(found: "a problem's code beside a body", allowed: "one of code and body")
            return .raw(text: text.value(.body) ?? "", contentType: type)
        }
        contentType?.report(found: "the type of no body", allowed: "beside a body")
        if let status, (200...399).contains(status) {
            code?.report(found: "a problem's code", allowed: "with a status from 400 to 599")
            return .raw(text: "", contentType: type)
        }
        return .problem(code: problem)
    }

    private static func headers(_ node: NodeReader) -> [Header] {
        var names = FirstUses<String>(ofEach: "header field")
        return node.entries(allowed: "a map of header fields' names and values").compactMap { key, value in
            let name = key.value(.headerName)
            let text = value.value(.headerValue)
            guard let name, let text, names.note(name.lowercased(), found: "'\(name)'", at: key) else { return nil }
            return Header(name: name, value: text)
        }
    }
}
