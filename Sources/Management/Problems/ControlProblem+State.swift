import Domain

extension ControlProblem.Kind {
    static let environmentUnknown = ControlProblem.Kind("environment-unknown", 404, "There is no such environment")
    static let fileMissing = ControlProblem.Kind("file-missing", 404, "The delivery's file is gone")
    static let notReady = ControlProblem.Kind("not-ready", 503, "The emulator does not accept connections")
    static let internalError = ControlProblem.Kind("internal-error", 500, "The emulator itself failed")
}

extension ControlProblem {
    static let stateKinds: [Kind] = [.environmentUnknown, .fileMissing]
    static let emulatorKinds: [Kind] = [.internalError, .notReady]

    static func environmentUnknown(_ name: String, running: [EnvironmentName]) -> ControlProblem {
        ControlProblem(
            .environmentUnknown,
            detail: "There is no environment '\(name.clipped())' running; allowed: "
                + "\(running.map(\.rawValue).joined(separator: ", ")).",
            hint: EnvironmentName(rawValue: name) == nil
                ? "Name one of those in the path."
                : "Start the emulator with --production, or name one of those in the path."
        )
    }

    static func fileMissing(_ id: DeliveryID) -> ControlProblem {
        ControlProblem(
            .fileMissing,
            detail: "The file of the delivery \(id) is not in the data folder any more.",
            hint: "Somebody removed it by hand; send the file again to have another delivery."
        )
    }

    static let notReady = ControlProblem(
        .notReady,
        detail: "The emulator is being stopped and accepts no more connections on its M2M port.",
        hint: "Start it again and ask then."
    )

    /// - Parameter traceID: under which the log tells the cause.
    static func internalError(traceID: String) -> ControlProblem {
        ControlProblem(
            .internalError,
            detail: "The emulator could not do its work; this is not the caller's fault.",
            hint: "Look in the emulator's log for trace id \(traceID) and report what it says as a defect."
        )
    }
}
