import PKI

extension ControlProblem.Kind {
    static let serialTaken = ControlProblem.Kind("serial-taken", 409, "The serial number was issued before")
    static let certificateState = ControlProblem.Kind("certificate-state", 409, "The certificate is not in that state")
    static let otherAuthority = ControlProblem.Kind("other-authority", 409, "Another authority issued the certificate")
    static let certificatesFailed = ControlProblem.Kind("certificates-failed", 500, "The folder of certificates failed")

    static let certificateKinds = [serialTaken, certificateState, otherAuthority, certificatesFailed]
}

extension ControlProblem {
    /// What the certificate office says of an order that it cannot carry out.
    init(_ error: PKIError) {
        let kind: Kind =
            switch error.code {
            case .notFound: .certificateUnknown
            case .serialTaken: .serialTaken
            case .wrongState, .invalidInput: .certificateState
            case .otherAuthority: .otherAuthority
            default: .certificatesFailed
            }
        let cause = error.cause.map { " (\($0))" } ?? ""
        self.init(kind, detail: "\(error.message)\(cause).", hint: error.hint)
    }
}
