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
struct EnvironmentFoundation {
    let name: EnvironmentName
    let parts: SharedParts
    let settings: Settings.Environment
    let certificates: EnvironmentCertificates
    let trust: ClientTrust
    let pipeline: SubmissionPipeline
    let port: M2MPort
    let watch: FileWatch
    /// Names the environment in each line.
    let logger: Logger

    /// Blocking: reads the register, and takes up where an earlier process stopped.
    ///
    /// - Throws: the failure of the store or of a folder.
    init(_ name: EnvironmentName, _ parts: SharedParts) throws {
        guard let settings = parts.settings.environments[name], let held = parts.certificates.environments[name] else {
            throw EmulatorError.notInSettings(name)
        }
        var logger = parts.logger
        logger[metadataKey: "environment"] = .string(name.rawValue)
        let directory = ReporterDirectory(environment: name, users: settings.users)
        let trust = try parts.clientTrust(of: name)
        let lists = trust.revocationLists
        let watch = FileWatch(
            [.register(held.registerPath, directory)] + lists.files.map { .revocationList($0, lists) },
            logger: logger
        )
        watch.check()
        parts.logFaults(of: lists, to: logger)
        let expiry = ExpiryNotice(period: parts.settings.certificates.expiryWarning)
        expiry.log(held.clients, of: name, folder: parts.certificates.path, now: parts.clock.now, to: logger)
        let pipeline = try SubmissionPipeline(directory, parts)
        self.name = name
        self.parts = parts
        self.settings = settings
        self.certificates = held
        self.trust = trust
        self.pipeline = pipeline
        self.port = M2MPort(
            pipeline: pipeline,
            limits: parts.settings.portLimits,
            work: parts.work,
            clock: parts.clock,
            identifiers: parts.identifiers,
            expiryNotice: parts.settings.certificates.expiryHeader ? expiry : nil
        )
        self.watch = watch
        self.logger = logger
    }

    /// What is done for as long as the environment runs.
    func beginRepeatedWork() -> [RepeatedWork] {
        let (pipeline, watch, parts, logger) = (self.pipeline, self.watch, self.parts, self.logger)
        let lists = self.trust.revocationLists
        return [
            self.begin("the sweep", every: .seconds(30)) { try pipeline.sweep() },
            self.begin("the look for changed files", every: FileWatch.pause) {
                if watch.check() { parts.logFaults(of: lists, to: logger) }
            },
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
            let users = try CertificateRegister.load(path: path).users
            directory.replaceIssued(users)
            return "issued certificates: \(users.count)"
        }
    }

    /// Whose certificates are no longer good: the next request is judged by it, on open connections too.
    static func revocationList(_ path: String, _ lists: RevocationLists) -> WatchedFile {
        WatchedFile(path: path, former: "the revocations that were known before") {
            let present = try lists.reload(path).map { list in
                "revoked certificates: \(list.entries.count), next list due \(list.nextUpdate.formatted(.iso8601))"
            }
            return present.isEmpty ? "there is no list any more" : present.joined(separator: "; ")
        }
    }
}

extension SharedParts {
    /// Says which revocation lists cannot be relied on, and what that means for clients.
    fileprivate func logFaults(of lists: RevocationLists, to logger: Logger) {
        for fault in lists.faults(at: self.clock.now) { logger.warning("\(self.consequence(of: fault))") }
    }

    private func consequence(of fault: RevocationListFault) -> String {
        switch self.settings.certificates.revocationList {
        case .warn:
            "\(fault). Certificates are accepted all the same (certificates.revocation-list: warn)."
        case .require:
            "\(fault). Every call of its certificates is answered 503 (certificates.revocation-list: require)."
        }
    }
}
