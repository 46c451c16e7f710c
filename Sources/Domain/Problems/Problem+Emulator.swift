extension Problem.Kind {
    static let internalError = Problem.Kind("internal-error", 500, "The emulator itself failed")
    static let storageFailed = Problem.Kind("storage-failed", 500, "The emulator cannot store the fragment")
    static let overloaded = Problem.Kind("overloaded", 503, "The emulator is at a limit")
    static let diskFull = Problem.Kind("disk-full", 507, "The emulator's disk is full")
}

extension Problem {
    static let emulatorKinds: [Kind] = [.internalError, .storageFailed, .overloaded, .diskFull]

    /// - Parameter traceID: under which the log tells the cause.
    public static func internalError(traceID: String) -> Problem {
        Problem(
            .internalError,
            detail: "The emulator could not do its work; this is not the client's fault and not SCB's behaviour.",
            hint: "Look in the emulator's log for trace id \(traceID) and report what it says as a defect."
        )
    }

    /// - Parameters:
    ///   - limit: the setting's name.
    ///   - value: its value.
    public static func overloaded(limit: String, value: Int) -> Problem {
        Problem(
            .overloaded,
            detail: "The emulator's limit \(limit) of \(value) is reached.",
            hint: "Try again later, or raise \(limit) in the settings."
        )
    }

    /// - Parameter reason: the operating system's wording.
    public static func storageFailed(folder: String, reason: String) -> Problem {
        Problem(
            .storageFailed,
            detail: "The fragment could not be stored in '\(folder)': \(reason).",
            hint: "Check the folder's permissions or start the emulator with another --data folder, then send the "
                + "fragment again."
        )
    }

    public static func diskFull(folder: String) -> Problem {
        Problem(
            .diskFull,
            detail: "The fragment could not be stored: the disk that holds '\(folder)' is full.",
            hint: "Free space there or start the emulator with another --data folder, then send the fragment again."
        )
    }
}
