extension Problem.Kind {
    static let sessionMissing = Problem.Kind("session-missing", 401, "No session cookie was sent")
    static let sessionUnknown = Problem.Kind("session-unknown", 401, "The session is not alive")
}

extension Problem {
    static let sessionKinds: [Kind] = [.sessionMissing, .sessionUnknown]

    /// - Parameter cookie: the cookie's name in this environment.
    public static func sessionMissing(cookie: String) -> Problem {
        Problem(
            .sessionMissing,
            detail: "The request carries no cookie '\(cookie)'.",
            hint: "Call GET /m2m/v2/heartbeat first and send the cookie it sets with every POST: the same cookie jar "
                + "must serve both calls (SCB's instruction, 2.2.2, steps 1 and 2)."
        )
    }

    public static func sessionUnknown(cookie: String, idleMinutes: Int) -> Problem {
        Problem(
            .sessionUnknown,
            detail: "The cookie '\(cookie)' names no live session of this certificate: it was idle for "
                + "\(idleMinutes) minutes, belongs to another certificate, or is not from this emulator.",
            hint: "Call GET /m2m/v2/heartbeat again with the same certificate, then begin the file anew at fragment 0."
        )
    }
}
