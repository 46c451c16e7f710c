import Domain

extension ControlError {
    static func noSuchDelivery(_ id: DeliveryID, in scope: ControlScope) -> ControlError {
        ControlError(
            kind: .deliveryUnknown,
            message: "There is no delivery \(id) in \(scope.words).",
            hint: "A file is a delivery once -1 was accepted. Ask which deliveries and which uploads there are."
        )
    }

    static func noSuchUpload(_ id: DeliveryID, in scope: ControlScope) -> ControlError {
        ControlError(
            kind: .uploadUnknown,
            message: "There is no unfinished upload \(id) in \(scope.words).",
            hint: "One that was finished is among the deliveries; one that was refused at -1 or given up is gone."
        )
    }

    static func statusImpossible(_ status: DeliveryStatus, in program: StatisticalProgram) -> ControlError {
        let allowed = DeliveryStatus.allCases.filter(DeliveryStatus.scriptedBeginnings(in: program).contains)
        return ControlError(
            kind: .statusImpossible,
            message: "A delivery to \(program) cannot be '\(status.text)'; allowed: "
                + "\(allowed.map { "'\($0.text)'" }.joined(separator: ", ")).",
            hint: "Force one of those."
        )
    }

    static func bundleTooLarge(bytes: Int64, limit: Int64) -> ControlError {
        ControlError(
            kind: .bundleTooLarge,
            message: "The fragments in the journal have \(bytes) bytes; a bundle takes \(limit) of them.",
            hint: "Ask for the bundle without the files, or reset the journal before what is to be bundled."
        )
    }

    static func nothingToRelease(_ id: DeliveryID, status: DeliveryStatus) -> ControlError {
        ControlError(
            kind: .nothingToRelease,
            message: "The delivery \(id) is '\(status.text)', and no step of a scenario follows.",
            hint: "Force a status, or advance the clock when the delivery waits for its time."
        )
    }
}

extension ControlScope {
    /// For messages.
    fileprivate var words: String {
        self.sandbox.map { "the sandbox '\($0.name)' of the \(self.environment.name) environment" }
            ?? "the \(self.environment.name) environment outside its sandboxes"
    }
}
