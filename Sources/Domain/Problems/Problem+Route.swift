extension Problem.Kind {
    static let pathNotFound = Problem.Kind("path-not-found", 404, "No such path")
    static let methodNotAllowed = Problem.Kind("method-not-allowed", 405, "The method does not fit the path")
    static let versionEnded = Problem.Kind("version-1-ended", 410, "Version 1 of the interface has ended")
}

extension Problem {
    static let routeKinds: [Kind] = [.pathNotFound, .methodNotAllowed, .versionEnded]

    /// - Parameter path: the path as the client wrote it, without its query.
    public static func pathNotFound(_ path: String) -> Problem {
        Problem(
            .pathNotFound,
            detail: "There is nothing at '\(path.clipped(to: 200))'.",
            hint: "The paths are GET /m2m/v2/heartbeat, GET /m2m/v2/history/{deliveryId} and POST /m2m/v2/file/"
                + "{fragment}/{organisationNumber}/{statisticalProgram}/{referencePeriod}/{fileFormat}/{fileName}/"
                + "{version?}. A base URL must end in '/'; '#', '?' and '/' in a file name must be percent-encoded."
        )
    }

    public static func methodNotAllowed(_ method: String, path: String, allowed: String) -> Problem {
        Problem(
            .methodNotAllowed,
            detail: "'\(path.clipped(to: 200))' answers \(allowed), not \(method.clipped()).",
            hint: "Send the request again as \(allowed).",
            allowedMethods: [allowed]
        )
    }

    public static let versionEnded = Problem(
        .versionEnded,
        detail: "The interface under /m2m/v1 was closed on 2024-11-28.",
        hint: "Use /m2m/v2; its upload takes fragments, which version 1 did not."
    )
}
