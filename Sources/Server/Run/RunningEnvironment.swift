public import Domain
import Foundation
public import Journal
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
public import PKI
import Pipeline
public import Scenarios
public import Settings
import Store
import TLS

/// One environment while it runs: its own users, sessions, uploads, database and port.
public final class RunningEnvironment: Sendable {
    public let name: EnvironmentName
    /// `https://127.0.0.1:8443/m2m/v2/`, the final slash included.
    public let baseURL: String
    public let port: Int
    /// Where the deliveries are; files are named by their id.
    public let filesFolder: String
    /// In the order of the settings, as ``clients`` are.
    public let reporters: [Settings.Reporter]
    /// The certificates that the emulator keeps ready, one for each reporter.
    public let clients: [ClientCredential]
    public let sandboxes: Sandboxes
    /// What the clients did: one journal for all, and one for each sandbox.
    public let journals: Journals

    let pipeline: SubmissionPipeline
    private let lists: RevocationLists
    let stage: ScenarioStage
    let work: BlockingWork
    /// Taken out when it stops: what quiesces its connections must go before the event loops do.
    private let listener: NIOLockedValueBox<M2MListener?>
    private let repeated: [RepeatedWork]
    private let validations: ValidationQueue
    private let files: LiveFiles

    private init(_ foundation: EnvironmentFoundation, listener: M2MListener) {
        let (name, parts) = (foundation.name, foundation.parts)
        self.name = name
        self.port = listener.port
        self.baseURL = BaseURL.text(host: parts.host, port: listener.port)
        self.filesFolder = parts.data.files(of: name)
        self.reporters = foundation.settings.reporters
        self.clients = foundation.certificates.clients
        self.pipeline = foundation.pipeline
        self.stage = foundation.port.scenarios
        self.lists = foundation.trust.revocationLists
        self.work = parts.work
        self.listener = NIOLockedValueBox(listener)
        self.repeated = foundation.beginRepeatedWork()
        self.validations = foundation.validations
        self.files = foundation.files
        self.sandboxes = foundation.sandboxes
        self.journals = foundation.port.journals
        self.validations.begin()
    }

    /// Returns when it accepts connections. Blocking while it takes up where an earlier process stopped.
    ///
    /// - Parameter port: 0 for any free one.
    /// - Throws: ``EmulatorError``, or the failure of a part, each with a text for the user; nothing is left running.
    static func start(_ name: EnvironmentName, port: Int, _ parts: SharedParts) async throws -> RunningEnvironment {
        let foundation = try EnvironmentFoundation(name, parts)
        let listener = try await M2MListener.bind(
            host: parts.host,
            port: port,
            tls: parts.tlsContext(trust: foundation.trust, pipeline: foundation.pipeline),
            m2m: foundation.port,
            group: parts.group,
            logger: foundation.logger
        )
        return RunningEnvironment(foundation, listener: listener)
    }

    /// - Throws: when there is no such user, nor such a sandbox.
    func requireUser(_ user: UserAddress) throws(ControlError) {
        if let sandbox = SandboxName(user: user.name) {
            _ = try self.sandboxes.sandbox(sandbox)
            return
        }
        let names = self.reporters.map(\.user.name)
        guard names.contains(user.name) else { throw .noSuchUser(user, known: names) }
    }

    /// Looks now whether the register of certificates, a revocation list or a scenario has changed, instead of at the next
    /// round.
    func takeUpFiles() async throws {
        let files = self.files
        try await self.work.storage.runIfActive { files.check() }
    }

    /// Whether it accepts connections: from its start until it is stopped.
    var isAccepting: Bool { self.listener.withLockedValue { $0 != nil } }

    /// The scenarios that are played, in the order in which their rules are asked.
    public var scenarios: [Scenario] { self.stage.play(to: nil).engine.scenarios }

    /// Plays other scenarios from the next request on. A rule that stays goes on counting: one with the same scenario,
    /// name and `when`.
    public func replaceScenarios(_ scenarios: [Scenario]) { self.stage.play(to: nil).engine.replace(scenarios) }

    /// Sends a delivery that a scenario leads on to its next step.
    ///
    /// - Returns: whether there was such a delivery, and a step to go on to.
    public func release(_ id: DeliveryID) async throws -> Bool {
        let pipeline = self.pipeline
        return try await self.work.storage.runIfActive { try pipeline.release(id) }
    }

    /// Forgets idle sessions and abandoned uploads now instead of at the next round.
    ///
    /// - Parameter user: whose alone; `nil` for everybody's.
    func sweep(of user: String? = nil) async throws {
        let pipeline = self.pipeline
        try await self.work.storage.runIfActive { try pipeline.sweep(of: user) }
    }

    /// Nobody who is in no sandbox has sent anything, and their scenarios are those of the start.
    func forgetAllOutsideSandboxes() async throws {
        let pipeline = self.pipeline
        try await self.work.storage.runIfActive { try pipeline.forgetAllOutsideSandboxes() }
        let ofSandboxes = self.sandboxes.all.flatMap(\.certificates).map(\.certificate.facts.serial)
        self.lists.forgetRevocations(keeping: Set(ofSandboxes))
        self.stage.play(to: nil).beginAnew()
        self.journals.common.clear()
    }

    /// What time alone is going to bring about for a user, or for all who follow the clock for all.
    func clockEvents(of user: String?) async throws -> [ClockEvent] {
        let pipeline = self.pipeline
        let events = try await self.work.storage.runIfActive { try pipeline.events(of: user) }
        let now = pipeline.now(of: user)
        let isMeant: (String) -> Bool = { name in user.map { $0 == name } ?? pipeline.followsCommonClock(name) }
        let certificates = self.certificates(isMeant).flatMap { user, facts in
            [(facts.notBefore, "becomes valid"), (facts.notAfter + ClockEvent.justAfter, "expires")].map {
                self.event($0, user, "the certificate with the serial number \(facts.serial) \($1)")
            }
        }
        let lists = self.lists.nextUpdates.map { issuer, time in
            self.event(time + ClockEvent.justAfter, nil, "the revocation list of '\(issuer)' becomes stale")
        }
        let opening = self.stage.opening(to: user, after: now).map {
            self.event($0, nil, "the environment is open again after maintenance")
        }
        return events + (certificates + lists + [opening].compactMap { $0 }).filter { $0.time > now }
    }

    /// Those that the emulator keeps ready, and those of sandboxes, for the users meant.
    private func certificates(_ isMeant: (String) -> Bool) -> [(user: String, facts: CertificateFacts)] {
        let kept = self.clients.map { (user: $0.user, facts: $0.credential.certificate.facts) }
        let ofSandboxes = self.sandboxes.all.flatMap { sandbox in
            sandbox.certificates.map { (user: sandbox.name.user, facts: $0.certificate.facts) }
        }
        return (kept + ofSandboxes).filter { isMeant($0.user) }
    }

    private func event(_ time: Date, _ user: String?, _ text: String) -> ClockEvent {
        ClockEvent(time: time, environment: self.name, user: user, text: text)
    }

    /// Returns when every file that was accepted until now has been validated.
    ///
    /// - Parameter user: whose files alone; `nil` for those of all but the sandboxes whose clock is their own.
    func validationsSettled(of user: String? = nil) async {
        let pipeline = self.pipeline
        await self.validations.settled { name in
            user.map { $0 == name } ?? (!SandboxName.isUser(name) || pipeline.followsCommonClock(name))
        }
    }

    /// Accepts nothing more, and finishes requests in flight for as long as `grace` allows.
    func stopListening(grace: TimeAmount) async throws {
        let listener = self.listener.withLockedValue { listener in
            defer { listener = nil }
            return listener
        }
        try await listener?.stop(grace: grace)
    }

    /// Ends what is done again and again, and keeps what is to be kept. Once, after ``stopListening(grace:)``.
    func finish() async throws {
        self.validations.cancel()
        for work in self.repeated { try await work.stop() }
        try await self.sweep()
    }
}
