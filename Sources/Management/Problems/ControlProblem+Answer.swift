import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension ControlProblem {
    /// - Parameter instance: the path that was called.
    func response(instance: String, traceID: String) -> Response {
        Response(
            status: .init(code: self.kind.status),
            headers: self.answerHeaders,
            body: .init(byteBuffer: self.body(instance: instance, traceID: traceID))
        )
    }

    var answerHeaders: HTTPFields {
        var headers = self.headers
        headers[.contentType] = "application/problem+json"
        return headers
    }

    func body(instance: String, traceID: String) -> ByteBuffer {
        let members = Members(
            type: "urn:scb-m2m-emulator:problem:\(self.kind.code)",
            title: self.kind.title,
            status: self.kind.status,
            detail: self.detail,
            instance: instance.clipped(to: 500),
            code: self.kind.code,
            hint: self.hint,
            traceId: traceID,
            errors: self.mistakes.isEmpty ? nil : self.mistakes
        )
        return ByteBuffer(bytes: JSONEncoder.control.bytes(of: members))
    }

    private struct Members: Encodable {
        let type: String
        let title: String
        let status: Int
        let detail: String
        let instance: String
        let code: String
        let hint: String
        let traceId: String
        let errors: [FieldMistake]?
    }
}
