import Server

extension ControlProblem.Kind {
    static let environmentNotServed = Self(.environmentNotServed, 404, "The environment is not served")
    static let userUnknown = Self(.userUnknown, 404, "There is no such user")
    static let sandboxUnknown = Self(.sandboxUnknown, 404, "There is no such sandbox")
    static let sandboxExists = Self(.sandboxExists, 409, "There is such a sandbox already")
    static let sandboxLimit = Self(.sandboxLimit, 409, "There are too many sandboxes")
    static let clockOutOfRange = Self(.clockOutOfRange, 409, "The clock cannot have that time")
    static let scenarioUnknown = Self(.scenarioUnknown, 404, "There is no such scenario")
    static let scenarioExists = Self(.scenarioExists, 409, "There is such a scenario already")
    static let certificateUnknown = Self(.certificateUnknown, 404, "There is no such certificate")

    static let deliveryUnknown = Self(.deliveryUnknown, 404, "There is no such delivery")
    static let uploadUnknown = Self(.uploadUnknown, 404, "There is no such unfinished upload")
    static let statusImpossible = Self(.statusImpossible, 409, "The program has no such status")
    static let nothingToRelease = Self(.nothingToRelease, 409, "The delivery has no next step")
    static let bundleTooLarge = Self(.bundleTooLarge, 409, "The files are too large for a bundle")

    static let controlKinds: [Self] = [
        .environmentNotServed, .userUnknown, .sandboxUnknown, .sandboxExists, .sandboxLimit, .clockOutOfRange,
        .scenarioUnknown, .scenarioExists, .certificateUnknown, .deliveryUnknown, .uploadUnknown, .statusImpossible,
        .nothingToRelease, .bundleTooLarge,
    ]

    private init(_ kind: ControlError.Kind, _ status: Int, _ title: String) {
        self.init(kind.rawValue, status, title)
    }
}

extension ControlProblem {
    /// What the emulator says of a control that it cannot do.
    init(_ error: ControlError) {
        let kind = Kind.controlKinds.first { $0.code == error.kind.rawValue }
        guard let kind else { preconditionFailure("a kind of control error without a status: \(error.kind)") }
        self.init(kind, detail: error.message, hint: error.hint)
    }
}
