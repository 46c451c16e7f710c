import Domain
import Foundation
import Journal
import Logging
import NIOCore
import NIOPosix
import PKI
import Pipeline
import Scenarios
import Settings
import Store
import TLS
import Validation
import Wire

/// What an environment consists of before it listens.
struct EnvironmentFoundation {
    let name: EnvironmentName
    let parts: SharedParts
    let settings: Settings.Environment
    let certificates: EnvironmentCertificates
    let trust: ClientTrust
    let pipeline: SubmissionPipeline
    let validations: ValidationQueue
    let port: M2MPort
    let journals: Journals
    let sandboxes: Sandboxes
    let files: LiveFiles
    /// Names the environment in each line.
    let logger: Logger

    /// Blocking: reads the register and the revocation lists, and takes up where an earlier process stopped.
    ///
    /// - Throws: the failure of the store, of a folder, or of a file with a certificate authority or a revocation list.
    init(_ name: EnvironmentName, _ parts: SharedParts) throws {
        guard let settings = parts.settings.environments[name], let held = parts.certificates.environments[name] else {
            throw EmulatorError.notInSettings(name)
        }
        var logger = parts.logger
        logger[metadataKey: "environment"] = .string(name.rawValue)
        let directory = ReporterDirectory(environment: name, users: settings.users)
        let trust = try parts.clientTrust(of: name)
        let engine = ScenarioEngine(parts.scenarios, seed: parts.seed)
        let files = LiveFiles(
            register: held.registerPath,
            of: directory,
            lists: trust.revocationLists,
            engine: engine,
            parts,
            logger: logger
        )
        files.check()
        let expiry = ExpiryNotice(period: parts.settings.certificates.expiryWarning)
        expiry.log(held.clients, of: name, folder: parts.certificates.path, now: parts.clocks.now, to: logger)
        let authority = held.clientAuthority.authority.certificate.facts
        if let text = ExpiryNotice.text(ofAuthority: authority, in: name, now: parts.clocks.now) {
            logger.warning("\(text)")
        }
        let store = try EnvironmentStore(folder: parts.data.folder(of: name))
        let identifiers = SandboxedIdentifierSource(
            common: SeededIdentifierSource(
                seed: parts.seed,
                environment: name,
                run: try store.beginRun(now: parts.clocks.now)
            )
        )
        let pipeline = try SubmissionPipeline(directory, parts, store: store, identifiers: identifiers)
        self.name = name
        self.parts = parts
        self.settings = settings
        self.certificates = held
        self.trust = trust
        let validations = ValidationQueue(pipeline, threads: parts.work.validations, logger: logger)
        let stage = ScenarioStage(engine, pipeline: pipeline)
        let journals = Journals(parts.settings.journal)
        self.journals = journals
        self.pipeline = pipeline
        self.validations = validations
        self.sandboxes = Sandboxes(
            SandboxParts(
                environment: name,
                pipeline: pipeline,
                stage: stage,
                identifiers: identifiers,
                journals: journals,
                clocks: parts.clocks,
                lists: trust.revocationLists,
                authority: held.clientAuthority.authority,
                work: parts.work,
                grants: settings.users.flatMap(\.grants),
                archivePassword: parts.settings.certificates.p12Password,
                limit: parts.settings.limits.sandboxes
            )
        )
        self.port = M2MPort(
            pipeline: pipeline,
            limits: parts.settings.portLimits,
            work: parts.work,
            identifiers: identifiers,
            validations: validations,
            scenarios: stage,
            journals: journals,
            answers: AnswerForm(parts.settings.answers.variants),
            expiryNotice: parts.settings.certificates.expiryHeader ? expiry : nil
        )
        self.files = files
        self.logger = logger
    }

    /// What is done for as long as the environment runs.
    func beginRepeatedWork() -> [RepeatedWork] {
        let (pipeline, files) = (self.pipeline, self.files)
        return [
            self.begin("the sweep", every: .seconds(30)) { try pipeline.sweep() },
            self.begin("the look for changed files", every: FileWatch.pause) { files.check() },
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
    fileprivate convenience init(
        _ directory: ReporterDirectory,
        _ parts: SharedParts,
        store: EnvironmentStore,
        identifiers: any IdentifierSource
    ) throws {
        try self.init(
            directory: directory,
            catalogue: parts.settings.formats,
            policy: parts.settings.pipelinePolicy,
            clocks: parts.clocks,
            identifiers: identifiers,
            folder: SpoolFolder(path: parts.data.files(of: directory.environment)),
            store: store,
            validator: CatalogueValidator(
                parts.settings.formats,
                schemas: parts.schemas,
                limits: ValidationLimits(
                    findings: parts.settings.validation.findings,
                    memory: parts.settings.validation.memory
                ),
                temporaryFolder: parts.data.files(of: directory.environment)
            )
        )
    }
}
