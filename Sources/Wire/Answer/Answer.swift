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

    private init(_ status: HTTPResponseStatus, mediaType: String = "application/json", body: String, _ form: AnswerForm)
    {
        self.status = status
        self.body = ByteBuffer(string: body)
        self.headers = HTTPHeaders([("Content-Type", form.contentType(mediaType))])
        if !form.has(.chunked) { self.headers.add(name: "Content-Length", value: String(self.body.readableBytes)) }
    }

    /// 200 of a heartbeat: the time of the call, and the session's cookie.
    ///
    /// - Parameter cookie: name and value.
    public static func heartbeat(
        at time: Date,
        cookie: (name: String, value: String),
        form: AnswerForm = .ordinary
    ) -> Answer {
        var answer = Answer(.ok, body: form.text(form.callTime(time)), form)
        if form.has(.moreCookies) { answer.set(cookie: ("M2MAffinity", "emulator")) }
        answer.set(cookie: cookie)
        return answer
    }

    private mutating func set(cookie: (name: String, value: String)) {
        // Without Path=/ SCB's client never returns the cookie.
        self.headers.add(
            name: "Set-Cookie",
            value: "\(cookie.name)=\(cookie.value); Path=/; Secure; HttpOnly; SameSite=Lax"
        )
    }

    /// The same answer with the end of the certificate that it was called with, in `M2M-Emulator-Certificate-Expires`.
    public func warning(ofCertificateEnd end: Date) -> Answer {
        var answer = self
        answer.headers.add(name: "M2M-Emulator-Certificate-Expires", value: WireDate.second(end))
        return answer
    }

    /// 200 of a stored fragment.
    public static func stored(_ id: DeliveryID, at time: Date, form: AnswerForm = .ordinary) -> Answer {
        let object = JSONObject([
            ("DeliveryId", .string(form.id(id))),
            ("TimeStamp", .string(form.timestamp(time))),
        ])
        return Answer(.ok, body: form.text(object), form)
    }

    /// 200 of a history.
    ///
    /// - Parameter submitted: when the delivery was received whole; while it is uploaded, when it began.
    public static func history(
        _ id: DeliveryID,
        _ status: DeliveryStatus,
        submitted: Date,
        form: AnswerForm = .ordinary
    ) -> Answer {
        let object = JSONObject([
            (form.historyID, .string(form.id(id))),
            ("ProgressStatus", .integer(status.progressStatus)),
            ("SubmissionDate", .string(form.submissionDate(submitted))),
            ("Status", .string(form.status(status))),
            ("FileWasUploaded", .boolean(status.fileWasUploaded)),
        ])
        return Answer(.ok, body: form.text(object), form)
    }

    /// A refusal as `application/problem+json` (RFC 9457).
    ///
    /// - Parameters:
    ///   - path: the request's path, for `instance`; empty when none was read.
    ///   - traceID: names the request in the log.
    public static func problem(
        _ problem: Problem,
        path: String,
        traceID: String,
        form: AnswerForm = .ordinary
    ) -> Answer {
        var answer = Answer(
            HTTPResponseStatus(statusCode: problem.status),
            mediaType: "application/problem+json",
            body: form.text(self.body(of: problem, path: path, traceID: traceID)),
            form
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
        var headers: HTTPHeaders = [:]
        if let contentType { headers.add(name: "Content-Type", value: contentType) }
        // 204 and 304 have neither content nor its length (RFC 9110, 6.4.1 and 8.6).
        if status != 204, status != 304 { headers.add(name: "Content-Length", value: String(body.utf8.count)) }
        return Answer(HTTPResponseStatus(statusCode: status), headers, body)
    }

    private init(_ status: HTTPResponseStatus, _ headers: HTTPHeaders, _ body: String) {
        self.status = status
        self.headers = headers
        self.body = ByteBuffer(string: body)
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
