import HTTPTypes
import Hummingbird

/// A method and a path that are answered. A path's `{name}` stands for one part of it, whatever that is.
struct ControlRoute: Sendable {
    let method: HTTPRequest.Method
    let path: String
    let answer: @Sendable (ControlCall) async throws -> Response

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ answer: @escaping @Sendable (ControlCall) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.answer = answer
    }

    /// `GET /health`.
    var name: String { "\(self.method.rawValue) \(self.path)" }
}
