import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// The calls of the interface, as a reporter's client makes them.
struct M2MClient {
    let client: HTTPClient
    let baseURL: String

    struct Answer {
        let status: UInt
        let headers: HTTPHeaders
        let body: String

        var code: String? { self.property("code") }
        var deliveryID: String { self.property("DeliveryId") ?? "" }
        var statusText: String? { self.property("Status") }
        var note: String? { self.headers.first(name: "M2M-Emulator-Note") }
        /// Name and value, to be sent back.
        var cookie: String { String(self.headers.first(name: "Set-Cookie")?.prefix { $0 != ";" } ?? "") }

        func property(_ name: String) -> String? {
            let object = try? JSONSerialization.jsonObject(with: Data(self.body.utf8)) as? [String: Any]
            return object?[name] as? String
        }
    }

    func send(
        _ method: HTTPMethod,
        _ path: String,
        headers: HTTPHeaders = [:],
        body: HTTPClientRequest.Body? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: self.baseURL + path)
        request.method = method
        request.headers = headers
        request.body = body
        let response = try await self.client.execute(request, deadline: .now() + .seconds(60))
        let text = try await response.body.collect(upTo: 1 << 20)
        return Answer(status: response.status.code, headers: response.headers, body: String(buffer: text))
    }

    /// Answers the session's cookie.
    func heartbeat(cookie: String? = nil) async throws -> Answer {
        try await self.send(.GET, "heartbeat", headers: cookie.map { ["Cookie": $0] } ?? [:])
    }

    func history(_ id: String) async throws -> Answer { try await self.send(.GET, "history/\(id)") }

    func upload(
        _ fragment: String,
        _ content: String,
        cookie: String?,
        to file: FileAddress = FileAddress(),
        form: (String) -> Form = { Form($0) }
    ) async throws -> Answer {
        let form = form(content)
        var headers: HTTPHeaders = ["Content-Type": form.contentType]
        if let cookie { headers.add(name: "Cookie", value: cookie) }
        return try await self.send(
            .POST,
            "file/\(fragment)/\(file.path)",
            headers: headers,
            body: .bytes(ByteBuffer(string: form.body))
        )
    }
}

/// The parameters of an upload but for the fragment's index.
struct FileAddress {
    var organisation = "9990000045"
    var program = "VINN"
    var period = "2026-09-30"
    var format = "V40"
    var name = "holdings.xml"
    var version = ""

    var path: String {
        [self.organisation, self.program, self.period, self.format, self.name, self.version].joined(separator: "/")
    }
}

/// A multipart/form-data body with one part.
struct Form {
    var contentType = "multipart/form-data; boundary=\"b0undary\""
    var disposition = "form-data; name=File; filename=a.xml"
    let content: String

    init(_ content: String) {
        self.content = content
    }

    var body: String {
        "--b0undary\r\nContent-Disposition: \(self.disposition)\r\n\r\n\(self.content)\r\n--b0undary--\r\n"
    }
}

/// A file of the format V40 in which validation finds nothing.
enum SampleText {
    static let report =
        "<Report xmlns=\"http://scb.se/gdb/vinn\" ReportingAgentName=\"Exempelbanken\" ReportingAgentCode=\"9990000045\" "
        + "ReferencePeriod=\"2026-09-30\"></Report>"
}
