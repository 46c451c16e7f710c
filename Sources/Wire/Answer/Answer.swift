public import Domain
public import Foundation
public import NIOCore
public import NIOHTTP1

/// An answer as it goes on the wire, but for the connection's own header fields.
public struct Answer: Sendable {
    public let status: HTTPResponseStatus
    public let body: ByteBuffer
    public private(set) var headers: HTTPHeaders
    /// For the log; `nil` when the answer is none of a problem.
    public private(set) var problemCode: String?

    private init(_ status: HTTPResponseStatus, contentType: String, body: String) {
        self.status = status
        self.body = ByteBuffer(string: body)
        self.headers = HTTPHeaders([
            ("Content-Type", contentType), ("Content-Length", String(self.body.readableBytes)),
        ])
    }

    private static let json = "application/json; charset=utf-8"

    /// 200 of a heartbeat: the time of the call, and the session's cookie.
    ///
    /// - Parameter cookie: name and value.
    public static func heartbeat(at time: Date, cookie: (name: String, value: String)) -> Answer {
        var answer = Answer(.ok, contentType: self.json, body: "\"\(WireDate.timestamp(time))\"")
        // Without Path=/ SCB's client never returns the cookie.
        answer.headers.add(
            name: "Set-Cookie",
            value: "\(cookie.name)=\(cookie.value); Path=/; Secure; HttpOnly; SameSite=Lax"
        )
        return answer
    }

    /// The same answer with the end of the certificate that it was called with, in `M2M-Emulator-Certificate-Expires`.
    public func warning(ofCertificateEnd end: Date) -> Answer {
        var answer = self
        answer.headers.add(name: "M2M-Emulator-Certificate-Expires", value: WireDate.second(end))
        return answer
    }

    /// 200 of a stored fragment.
    public static func stored(_ id: DeliveryID, at time: Date) -> Answer {
        Answer(
            .ok,
            contentType: self.json,
            body: JSONObject([
                ("DeliveryId", .string(id.description)),
                ("TimeStamp", .string(WireDate.timestamp(time))),
            ]).text
        )
    }

    /// 200 of a history.
    ///
    /// - Parameter submitted: when the delivery was received whole; while it is uploaded, when it began.
    public static func history(_ id: DeliveryID, _ status: DeliveryStatus, submitted: Date) -> Answer {
        Answer(
            .ok,
            contentType: self.json,
            body: JSONObject([
                ("Id", .string(id.description)),
                ("ProgressStatus", .integer(status.progressStatus)),
                ("SubmissionDate", .string(WireDate.submissionDate(submitted))),
                ("Status", .string(status.text)),
                ("FileWasUploaded", .boolean(status.fileWasUploaded)),
            ]).text
        )
    }

    /// A refusal as `application/problem+json` (RFC 9457).
    ///
    /// - Parameters:
    ///   - path: the request's path, for `instance`; empty when none was read.
    ///   - traceID: names the request in the log.
    public static func problem(_ problem: Problem, path: String, traceID: String) -> Answer {
        var answer = Answer(
            HTTPResponseStatus(statusCode: problem.status),
            contentType: "application/problem+json; charset=utf-8",
            body: self.body(of: problem, path: path, traceID: traceID).text
        )
        answer.problemCode = problem.code
        if !problem.allowedMethods.isEmpty {
            answer.headers.add(name: "Allow", value: problem.allowedMethods.joined(separator: ", "))
        }
        if let seconds = problem.retryAfter { answer.headers.add(name: "Retry-After", value: String(seconds)) }
        return answer
    }

    /// Whatever a scenario wants answered (docs/scenarios.md, "answer").
    ///
    /// - Parameter contentType: `nil` for an answer without a body.
    public static func scripted(_ status: Int, contentType: String?, body: String) -> Answer {
        var answer = Answer(HTTPResponseStatus(statusCode: status), contentType: contentType ?? "", body: body)
        if contentType == nil { answer.headers.remove(name: "Content-Type") }
        // Such an answer has neither content nor its length (RFC 9110, 6.4.1 and 8.6).
        if status == 204 || status == 304 { answer.headers.remove(name: "Content-Length") }
        return answer
    }

    /// The same answer with further header fields, each in place of one of its name.
    public func adding(_ headers: [(name: String, value: String)]) -> Answer {
        var answer = self
        for (name, value) in headers { answer.headers.replaceOrAdd(name: name, value: value) }
        return answer
    }

    private static func body(of problem: Problem, path: String, traceID: String) -> JSONObject {
        var properties: [(name: String, value: JSONObject.Value)] = [
            ("type", .string("urn:scb-m2m-emulator:problem:\(problem.code)")),
            ("title", .string(problem.title)),
            ("status", .integer(problem.status)),
            ("detail", .string(problem.detail)),
            ("instance", .string(path)),
            ("code", .string(problem.code)),
            ("hint", .string(problem.hint)),
            ("traceId", .string(traceID)),
        ]
        if !problem.checks.isEmpty { properties.append(("checks", .objects(problem.checks.map(self.object)))) }
        return JSONObject(properties)
    }

    private static func object(_ check: CertificateCheck) -> JSONObject {
        var properties: [(name: String, value: JSONObject.Value)] = [
            ("check", .string(check.name.rawValue)), ("outcome", .string(check.outcome.rawValue)),
        ]
        if !check.saw.isEmpty { properties.append(("saw", .string(check.saw))) }
        return JSONObject(properties)
    }

    /// The same answer with a note of what was tolerated, in `M2M-Emulator-Note`.
    public func noting(_ deviations: [Deviation]) -> Answer {
        guard !deviations.isEmpty else { return self }
        var answer = self
        answer.headers.add(name: "M2M-Emulator-Note", value: deviations.map(\.code).joined(separator: ", "))
        return answer
    }
}
