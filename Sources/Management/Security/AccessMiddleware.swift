import Hummingbird

/// Lets in whom the ``AccessRule`` allows.
struct AccessMiddleware: RouterMiddleware {
    let rule: AccessRule

    func handle(
        _ request: Request,
        context: ControlContext,
        next: (Request, ControlContext) async throws -> Response
    ) async throws -> Response {
        try self.rule.check(request.head, path: request.uri.path)
        return try await next(request, context)
    }
}
