import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension JSONEncoder {
    /// How every answer is written: names in order, times as ISO 8601 in UTC with milliseconds.
    static var control: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        }
        return encoder
    }

    /// Of values of ours, which can always be written.
    func bytes(of value: some Encodable) -> Data {
        do {
            return try self.encode(value)
        } catch {
            preconditionFailure("an answer of ours that JSON cannot hold: \(error)")
        }
    }
}

extension Response {
    /// - Parameter value: what the body tells.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response
    {
        var headers = headers
        headers[.contentType] = "application/json"
        // Some answers hold keys.
        headers[.cacheControl] = "no-store"
        let body = ByteBuffer(bytes: JSONEncoder.control.bytes(of: value))
        return Response(status: status, headers: headers, body: .init(byteBuffer: body))
    }

    static var noContent: Response { Response(status: .noContent) }
}
