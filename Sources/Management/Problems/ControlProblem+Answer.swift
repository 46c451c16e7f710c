import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension ControlProblem {
    /// The body and header fields of the answer.
    ///
    /// - Parameter instance: the path that was called.
    func response(instance: String, traceID: String) -> Response {
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
        var headers = self.headers
        headers[.contentType] = "application/problem+json"
        let body = ByteBuffer(bytes: JSONEncoder.control.bytes(of: members))
        return Response(status: .init(code: self.kind.status), headers: headers, body: .init(byteBuffer: body))
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
