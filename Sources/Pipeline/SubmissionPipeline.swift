public import Domain
import Foundation
public import TLS

/// The way of a file through one environment: certificate → reporter → session → authorised fragment → place in the
/// upload → stored bytes → whole file → checked file → delivery → history.
///
/// Each method takes what only the one before it gives. Those marked blocking belong on a thread pool; the others may
/// be called on an event loop. Any thread may call any of them.
public final class SubmissionPipeline: Sendable {
    public let environment: EnvironmentName
    /// The name of the session cookie; cookies take no heed of ports, so the name tells the environments apart.
    public let cookieName: String

    let directory: ReporterDirectory
    let catalogue: FormatCatalogue
    let policy: PipelinePolicy
    let clocks: EmulatorClocks
    let identifiers: any IdentifierSource
    let folder: SpoolFolder
    let store: any PipelineStore
    let validator: any FileValidator
    let sessions: SessionRegistry
    let uploads: UploadRegistry
    /// Deliveries of an earlier process whose files were accepted and not yet validated: to be given to
    /// ``validate(_:isCancelled:)``.
    public let unvalidated: [DeliveryID]

    /// Takes up where an earlier process stopped. Blocking.
    public init(
        directory: ReporterDirectory,
        catalogue: FormatCatalogue,
        policy: PipelinePolicy,
        clocks: EmulatorClocks,
        identifiers: any IdentifierSource,
        folder: SpoolFolder,
        store: any PipelineStore,
        validator: any FileValidator
    ) throws {
        let restored = try store.restore(now: clocks.earliest(in: directory.environment))
        try folder.removeAll(except: restored.knownFiles)
        let whole = restored.uploads.filter { folder.size(of: $0.id) >= $0.size }
        self.environment = directory.environment
        self.cookieName = "M2MSession-\(directory.environment)"
        self.directory = directory
        self.catalogue = catalogue
        self.policy = policy
        self.clocks = clocks
        self.identifiers = identifiers
        self.folder = folder
        self.store = store
        self.validator = validator
        self.unvalidated = restored.open.filter(\.awaitsValidation).map(\.id)
        self.sessions = SessionRegistry(policy: policy.sessions, restored: restored.sessions)
        self.uploads = UploadRegistry(
            limit: policy.uploads,
            repeats: policy.repeats,
            uploads: whole,
            processing: restored.open.filter { delivery in
                let user = UserAddress(delivery.user, in: directory.environment)
                return !delivery.status(at: clocks.now(of: user)).isFinal
            }
        )
        try self.forget(restored.uploads.map(\.id).filter { self.uploads.upload($0) == nil })
        try self.forgetFormerSandboxes()
    }

    /// Steps 3 and 4: the certificate's verdict, and whom it stands for.
    ///
    /// - Throws: 403, or 503 when the emulator cannot tell; with the verdict's trace.
    public func reporter(_ presented: PresentedCertificate) throws(Problem) -> Reporter {
        let now = self.now(for: presented.facts)
        do throws(CertificateRefusal) {
            return try self.directory.reporter(for: presented.identity(at: now))
        } catch {
            let verdict = self.verdict(error, on: presented, at: now)
            throw .certificateRefused(error, environment: self.environment, checks: verdict.checks)
        }
    }

    /// The verdict with its trace, in which a refusal has its place.
    private func verdict(
        _ refusal: CertificateRefusal,
        on presented: PresentedCertificate,
        at now: Date
    ) -> CertificateVerdict {
        presented.verdict(refusal, at: now) { check in
            switch (check, refusal) {
            case (.user, .disabled(_, let user)): "user '\(user)'"
            case (.user, _): "no user with this serial number"
            case (.enabled, .disabled(_, let user)): "user '\(user)' is disabled"
            default: ""
            }
        }
    }

    /// The live session that one of the cookies names, renewed by this.
    public func liveSession(cookies: [String], reporter: Reporter) -> Session? {
        self.sessions.renew(cookies, certificate: reporter.certificate.fingerprint, now: self.now(of: reporter))
    }

    /// Ends the session that one of the cookies names, if one does, as if it had never begun. Blocking.
    public func forgetSession(cookies: [String], reporter: Reporter) throws {
        guard let session = self.sessions.remove(cookies, certificate: reporter.certificate.fingerprint) else { return }
        try self.store.saveSessions([], ended: [session])
    }

    /// By what a scenario counts a reporter's calls for one file: their session, or the certificate that stands for it.
    public func owner(cookies: [String], reporter: Reporter) -> String {
        let session = self.policy.sessions.isRequired ? cookies.first : nil
        return session ?? reporter.certificate.fingerprint
    }

    /// Begins a session. Blocking.
    public func openSession(_ reporter: Reporter) throws -> Session {
        let session = Session(
            token: self.identifiers.source(of: reporter.user.name).sessionToken(),
            certificate: reporter.certificate.fingerprint,
            user: reporter.user.name,
            lastUsed: self.now(of: reporter)
        )
        let ended = self.sessions.add(session)
        try self.store.saveSessions([session], ended: ended)
        return session
    }

    /// Step 5: what the words of an upload's path mean.
    ///
    /// - Throws: 400.
    public func parameters(_ raw: RawSubmission) throws(Problem) -> SubmissionParameters {
        try SubmissionParameters(
            raw,
            catalogue: self.catalogue,
            unicodeMinus: self.policy.unicodeMinus,
            checkDigit: self.policy.checkDigit
        )
    }

    /// Steps 2, 5 and 6: the session, the parameters, the grants.
    ///
    /// - Parameters:
    ///   - parameters: what ``parameters(_:)`` gave or threw.
    ///   - cookies: values of the session cookie.
    /// - Throws: 401, 400, 403, in that order.
    public func authorize(
        _ parameters: Result<SubmissionParameters, Problem>,
        reporter: Reporter,
        cookies: [String]
    ) throws(Problem) -> AuthorizedFragment {
        let (owner, deviation) = try self.owner(reporter, cookies: cookies)
        let parameters = try parameters.get()
        return try AuthorizedFragment(
            reporter: reporter,
            owner: owner,
            parameters: parameters,
            deviations: (deviation.map { [$0] } ?? []) + parameters.deviations
        )
    }

    private func owner(_ reporter: Reporter, cookies: [String]) throws(Problem) -> (UploadOwner, Deviation?) {
        let session = self.liveSession(cookies: cookies, reporter: reporter)
        guard self.policy.sessions.isRequired else {
            let owner = UploadOwner.certificate(fingerprint: reporter.certificate.fingerprint)
            return (owner, session == nil ? .sessionMissing : nil)
        }
        if let session { return (.session(token: session.token), nil) }
        guard !cookies.isEmpty else { throw .sessionMissing(cookie: self.cookieName) }
        let minutes = Int(self.policy.sessions.idleLimit.seconds / 60)
        throw .sessionUnknown(cookie: self.cookieName, idleMinutes: minutes)
    }

    /// Forgets what nobody will come back to, and keeps what the sessions' last calls were. Blocking; called now and
    /// then.
    ///
    /// - Parameter user: whose things alone; `nil` for everybody's.
    public func sweep(of user: String? = nil) throws {
        let now: (String) -> Date = { self.now(of: $0) }
        let isMeant: (String) -> Bool = { name in user.map { $0 == name } ?? true }
        let changes = self.sessions.takeChanges(isMeant, now: now)
        if !changes.renewed.isEmpty || !changes.ended.isEmpty {
            do {
                try self.store.saveSessions(changes.renewed, ended: changes.ended)
            } catch {
                self.sessions.putBack(changes.renewed)
                throw error
            }
        }
        try self.forget(self.uploads.sweep(untouchedFor: self.policy.abandonAfter.seconds, isMeant, now: now))
        try self.forgetLateComers()
    }

    /// Removes the row of an upload that the registry has let go, and soon its file, which nobody is told of any more.
    func forgetSoon(_ id: DeliveryID) throws {
        self.folder.removeLater(id)
        try self.store.syncUpload(id) { nil }
    }

    /// Removes files and rows of uploads that the registry has let go. A file goes although the store fails: a row
    /// without its file is found at the next start.
    func forget(_ ids: [DeliveryID]) throws {
        for id in ids {
            let forgotten = Result { try self.store.syncUpload(id) { nil } }
            try self.folder.remove(id)
            try forgotten.get()
        }
    }
}
