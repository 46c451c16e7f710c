import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Pipeline
import Server

/// The stored bytes of a delivery, read from the disk in pieces while they are sent.
enum DeliveryFile {
    private static let files = FileIO()

    static func response(_ delivery: Delivery, in scope: ControlScope, _ call: ControlCall) async throws -> Response {
        let body: ResponseBody
        do {
            body = try await self.files.loadFile(path: scope.filePath(of: delivery), context: call.context)
        } catch is HTTPError {
            throw ControlProblem.fileMissing(delivery.id)
        }
        let headers: HTTPFields = [
            .contentType: "application/octet-stream",
            .contentDisposition: "attachment; filename*=UTF-8''\(self.encoded(delivery.fileName))",
            .xContentTypeOptions: "nosniff",
        ]
        return Response(status: .ok, headers: headers, body: body)
    }

    /// A file name as a header field may have it (RFC 8187, 3.2.1).
    private static func encoded(_ name: String) -> String {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~"
        return name.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: letters)) ?? "file"
    }
}
