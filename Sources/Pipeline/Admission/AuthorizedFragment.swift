public import Domain

/// A fragment that its reporter may send: the session lives, the parameters mean something, and the grants cover them.
/// The only way into the reassembly.
public struct AuthorizedFragment: Hashable, Sendable {
    public let reporter: Reporter
    public let parameters: SubmissionParameters
    /// What was tolerated until here.
    let deviations: [Deviation]
    let key: UploadKey

    /// - Throws: 403 naming the first of organisation, program and format that is not granted.
    init(
        reporter: Reporter,
        owner: UploadOwner,
        parameters: SubmissionParameters,
        deviations: [Deviation]
    ) throws(Problem) {
        try reporter.user.requireGrant(parameters)
        self.reporter = reporter
        self.parameters = parameters
        self.deviations = deviations
        self.key = UploadKey(owner: owner, parameters: parameters)
    }
}

extension User {
    /// Whether the user may be told of a file: one of a kind that the user may report, and of no other sandbox.
    ///
    /// - Parameter sender: the name of the user who sent it.
    func mayRead(_ file: SubmissionFacts, of sender: String) -> Bool {
        self.sharesPlace(with: sender)
            && self.grants.contains {
                $0.organisation == file.organisation && $0.program == file.program && $0.formats.contains(file.format)
            }
    }

    /// Step 6 of the order of a submission: a) the organisation, b) the program, c) the file format.
    fileprivate func requireGrant(_ wanted: SubmissionParameters) throws(Problem) {
        let forOrganisation = self.grants.filter { $0.organisation == wanted.organisation }
        guard !forOrganisation.isEmpty else {
            let granted = Set(self.grants.map(\.organisation))
            throw .organisationNotGranted(wanted.organisation, user: self.name, granted: Array(granted))
        }
        let forProgram = forOrganisation.filter { $0.program == wanted.program }
        guard !forProgram.isEmpty else {
            let granted = Set(forOrganisation.map(\.program))
            throw .programNotGranted(
                wanted.program,
                organisation: wanted.organisation,
                user: self.name,
                granted: Array(granted)
            )
        }
        guard forProgram.contains(where: { $0.formats.contains(wanted.format.name) }) else {
            let granted = forProgram.reduce(into: Set<FileFormatName>()) { $0.formUnion($1.formats) }
            throw .formatNotGranted(
                wanted.format.name,
                program: wanted.program,
                organisation: wanted.organisation,
                user: self.name,
                granted: Array(granted)
            )
        }
    }
}
