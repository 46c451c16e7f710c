import Domain
import HTTPTypes
import Hummingbird
import Server

/// A route that each environment has, and each sandbox too.
struct ScopeRoute: Sendable {
    let method: HTTPRequest.Method
    /// Behind the scope's own path.
    let path: String
    let answer: @Sendable (ControlCall, ControlScope) async throws -> Response

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ answer: @escaping @Sendable (ControlCall, ControlScope) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.answer = answer
    }

    static let environment = "/environments/{environment}"
    static let sandbox = "\(Self.environment)/sandboxes/{sandbox}"

    /// Under both kinds of scope.
    var routes: [ControlRoute] { [self.route(under: Self.environment), self.route(under: Self.sandbox)] }

    private func route(under scope: String) -> ControlRoute {
        ControlRoute(self.method, scope + self.path) { call in try await self.answer(call, call.scope()) }
    }
}

extension ControlCall {
    /// What the path says is controlled.
    ///
    /// - Throws: 404, 400.
    func scope() throws -> ControlScope {
        let environment = try self.environment()
        guard self.parameters.get("sandbox") != nil else { return try self.desk.emulator.scope(environment.name) }
        return try self.desk.emulator.scope(environment.name, sandbox: self.sandboxName())
    }

    func sandboxName() throws(ControlProblem) -> SandboxName {
        let text = self.path("sandbox")
        guard let name = SandboxName(text) else {
            let allowed = "1 to 64 of a-z, 0-9 and '-'"
            throw .requestInvalid([FieldMistake(.path("sandbox"), found: "'\(text.clipped())'", allowed: allowed)])
        }
        return name
    }
}
