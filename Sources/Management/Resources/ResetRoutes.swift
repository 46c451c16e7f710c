import Hummingbird
import Server

/// Back to how everything was at the start.
enum ResetRoutes {
    static let scoped = [
        ScopeRoute(.post, "/reset") { call, scope in
            try await call.nothing()
            try await scope.reset()
            return .noContent
        }
    ]

    static let routes = [
        ControlRoute(.post, "/reset") { call in
            try await call.nothing()
            try await call.desk.emulator.reset()
            return .noContent
        }
    ]
}

extension ControlCall {
    /// A call that takes no body, or an empty object.
    func nothing() async throws {
        let _: Bool = try await self.json(isOptional: true) { $0.object([]).map { _ in true } }
    }
}
