import Domain
import Foundation
import Logging
import NIOCore
import NIOPosix
import PKI
import Pipeline
import Settings
import Store
import TLS

/// What an environment consists of before it listens.
struct EnvironmentFoundation: Sendable {
    let name: EnvironmentName
    let parts: SharedParts
    let settings: Settings.Environment
    let certificates: EnvironmentCertificates
    let tls: TLSServerContext
    let pipeline: SubmissionPipeline
    let port: M2MPort
    /// Names the environment in each line.
    let logger: Logger
    private let trust: ClientTrust
    private let watch: FileWatch

    /// Blocking: reads the certificates, the register and the revocation lists, and takes up where an earlier process
    /// stopped.
    ///
    /// - Throws: the failure of the store, of a folder, or of a file that TLS needs.
    init(_ name: EnvironmentName, _ parts: SharedParts) throws {
        guard let settings = parts.settings.environments[name], let held = parts.certificates.environments[name] else {
            throw EmulatorError.notInSettings(name)
        }
        var logger = parts.logger
        logger[metadataKey: "environment"] = .string(name.rawValue)
        let trust = try parts.certificates.clientTrust(of: name, parts.settings)
        let directory = ReporterDirectory(environment: name, users: settings.users)
        let lists = trust.revocationLists
        self.name = name
        self.parts = parts
        self.settings = settings
        self.certificates = held
        self.tls = try parts.certificates.tlsContext(of: name, parts.settings, trust: trust, clock: parts.clock)
        self.pipeline = try SubmissionPipeline(directory, parts)
        self.port = M2MPort(self.pipeline, parts)
        self.logger = logger
        self.trust = trust
        self.watch = FileWatch(
            [.register(held.registerPath, directory)] + lists.files.map { .revocationList($0, lists) },
            logger: logger
        )
        self.takeUpFiles()
        parts.expiryNotice.log(
            held.clients,
            of: name,
            folder: parts.certificates.path,
            now: parts.clock.now,
            to: logger
        )
    }

    /// Takes up what has changed of the files that are gone by while the environment runs. Blocking.
    private func takeUpFiles() {
        guard self.watch.check() else { return }
        let rule = self.parts.settings.certificates.revocationList
        self.trust.revocationLists.logFaults(at: self.parts.clock.now, rule, to: self.logger)
    }

    /// What is done for as long as the environment runs.
    func beginRepeatedWork() -> [RepeatedWork] {
        [
            self.begin("the sweep", every: .seconds(30)) { [pipeline] in try pipeline.sweep() },
            self.begin("the look for changed files", every: FileWatch.pause) { self.takeUpFiles() },
        ]
    }

    private func begin(
        _ name: String,
        every pause: TimeAmount,
        _ body: @escaping @Sendable () throws -> Void
    ) -> RepeatedWork {
        let (eventLoop, work) = (self.parts.group.next(), self.parts.work)
        return RepeatedWork(name, every: pause, on: eventLoop, work: work, logger: self.logger, body)
    }
}

extension M2MPort {
    fileprivate init(_ pipeline: SubmissionPipeline, _ parts: SharedParts) {
        self.init(
            pipeline: pipeline,
            limits: parts.settings.portLimits,
            work: parts.work,
            clock: parts.clock,
            identifiers: parts.identifiers,
            expiryNotice: parts.settings.certificates.expiryHeader ? parts.expiryNotice : nil
        )
    }
}

extension SubmissionPipeline {
    fileprivate convenience init(_ directory: ReporterDirectory, _ parts: SharedParts) throws {
        try self.init(
            directory: directory,
            catalogue: parts.settings.formats,
            policy: parts.settings.pipelinePolicy,
            clock: parts.clock,
            identifiers: parts.identifiers,
            folder: SpoolFolder(path: parts.data.files(of: directory.environment)),
            store: EnvironmentStore(folder: parts.data.folder(of: directory.environment))
        )
    }
}

extension WatchedFile {
    /// Whom the certificate office has issued certificates to: an issued one is let in at once.
    static func register(_ path: String, _ directory: ReporterDirectory) -> WatchedFile {
        WatchedFile(path: path, former: "the users that were known before") {
            directory.replaceIssued(try CertificateRegister.load(path: path).users)
        }
    }

    /// A certificate on one of these is refused from the next request on, on open connections too.
    static func revocationList(_ path: String, _ lists: RevocationLists) -> WatchedFile {
        WatchedFile(path: path, former: "the lists that it held before") { try lists.reload(path) }
    }
}
