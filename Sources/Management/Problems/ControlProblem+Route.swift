import HTTPTypes

extension ControlProblem.Kind {
    static let pathNotFound = ControlProblem.Kind("path-not-found", 404, "No such path")
    static let methodNotAllowed = ControlProblem.Kind("method-not-allowed", 405, "The method does not fit the path")
}

extension ControlProblem {
    static let routeKinds: [Kind] = [.pathNotFound, .methodNotAllowed]

    /// - Parameters:
    ///   - path: as the caller wrote it, without its query.
    ///   - near: the routes that may be meant, as `GET /health`.
    static func pathNotFound(_ path: String, near: [String]) -> ControlProblem {
        let meant =
            near.isEmpty
            ? "GET /openapi/management.yaml describes every path."
            : "Did you mean \(near.joined(separator: ", "))? GET /openapi/management.yaml describes every path."
        return ControlProblem(
            .pathNotFound,
            detail: "There is nothing at '\(path.clipped(to: 200))'.",
            hint: meant
        )
    }

    static func methodNotAllowed(_ method: String, path: String, allowed: [String]) -> ControlProblem {
        let list = allowed.joined(separator: ", ")
        return ControlProblem(
            .methodNotAllowed,
            detail: "'\(path.clipped(to: 200))' answers \(list), not \(method.clipped()).",
            hint: "Send the request again with a method that is allowed.",
            headers: [.allow: list]
        )
    }
}
