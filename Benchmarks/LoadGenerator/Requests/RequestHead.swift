/// The heads of the three calls, framed as SCB's .NET client frames them: no User-Agent, no Accept, no Expect.
struct RequestHead {
    let target: Target
    /// The session cookie of the first heartbeat, if the server set one.
    var cookie: String?

    func heartbeat() -> [UInt8] {
        Array("GET \(target.basePath)heartbeat HTTP/1.1\r\nHost: \(target.authority)\r\n\(cookieLine)\r\n".utf8)
    }

    /// The head of a fragment; an absent version leaves the path ending in a slash.
    func fragment(_ index: Int, of submission: Submission, body: FragmentBody) -> [UInt8] {
        let path = "\(target.basePath)file/\(index)/\(submission.parameters)/\(submission.fileName)/"
        return Array(
            """
            POST \(path) HTTP/1.1\r
            Host: \(target.authority)\r
            \(cookieLine)Content-Type: multipart/form-data; boundary="\(FragmentBody.boundary)"\r
            Content-Length: \(body.bytes.count)\r
            \r\n
            """.utf8
        )
    }

    private var cookieLine: String { cookie.map { "Cookie: \($0)\r\n" } ?? "" }
}

/// What is delivered: the path between the fragment's index and the file name, and the name.
struct Submission: Sendable {
    /// `organisation/program/period/format`.
    let parameters: String
    let fileName: String
}
