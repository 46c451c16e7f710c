import Testing

/// A form as a well-known client frames it, and what it says.
struct ClientSample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let body: Body
    let parts: @Sendable () -> [(name: String, isFile: Bool, content: [UInt8])]

    /// Every line a beginning of the delimiter that comes to nothing.
    private static func content(_ boundary: String) -> String {
        "<a>\r\n--\(boundary.dropLast())\r\r\n--\r\n\r\n-\n--\(boundary)\r\n--\(boundary.dropLast(2))X</a>\r\n"
    }

    private init(_ client: String, contentType: String, boundary: String, before: String = "", head: String) {
        self.testDescription = client
        let content = Self.content(boundary)
        let lines = [before + "--\(boundary)", head, "", content, "--\(boundary)--", ""]
        self.body = Body(contentType: contentType, lines.joined(separator: "\r\n"))
        self.parts = {
            let note = (name: "note", isFile: false, content: Array("hej".utf8))
            return (before.isEmpty ? [] : [note]) + [(name: "File", isFile: true, content: Array(content.utf8))]
        }
    }

    static let all: [ClientSample] = [dotNet, dotNetEncodedName, curl, requests, browser]

    static let dotNet = ClientSample(
        ".NET",
        contentType: "multipart/form-data; boundary=\"38c4382c-2049-4236-92a0-a366d8a3bd1a\"",
        boundary: "38c4382c-2049-4236-92a0-a366d8a3bd1a",
        head: "Content-Disposition: form-data; name=File; filename=V40_Fiktivt.xml; filename*=utf-8''V40_Fiktivt.xml"
    )

    static let dotNetEncodedName = ClientSample(
        ".NET with an RFC 2047 name",
        contentType: "multipart/form-data; boundary=\"6d3f1fd4-0d2b-43d0-a2a3-2a4c0a1c77aa\"",
        boundary: "6d3f1fd4-0d2b-43d0-a2a3-2a4c0a1c77aa",
        head: "Content-Disposition: form-data; name=File; "
            + "filename=\"=?utf-8?B?SW5uZWhhdiBtYXJzIMOlw6TDti54bWw=?=\"; "
            + "filename*=utf-8''Innehav%20mars%20%C3%A5%C3%A4%C3%B6.xml"
    )

    static let curl = ClientSample(
        "curl",
        contentType: "multipart/form-data; boundary=------------------------d74496d66958873e",
        boundary: "------------------------d74496d66958873e",
        head: "Content-Disposition: form-data; name=\"File\"; filename=\"holdings.xml\"\r\n"
            + "Content-Type: application/xml"
    )

    static let requests = ClientSample(
        "Python requests",
        contentType: "multipart/form-data; boundary=0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        boundary: "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        head: "Content-Disposition: form-data; name=\"File\"; filename=\"holdings.xml\""
    )

    static let browser = ClientSample(
        "a browser, with a field before the file",
        contentType: "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW",
        boundary: "----WebKitFormBoundary7MA4YWxkTrZu0gW",
        before: "------WebKitFormBoundary7MA4YWxkTrZu0gW\r\n"
            + "Content-Disposition: form-data; name=\"note\"\r\n\r\nhej\r\n",
        head: "Content-Disposition: form-data; name=\"File\"; filename=\"Innehav mars åäö; \\\"x\\\".xml\"\r\n"
            + "Content-Type: text/xml"
    )
}
