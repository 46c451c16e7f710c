import Domain
import Foundation
import Logging
import NIOConcurrencyHelpers
import PKI
import Pipeline
import Scenarios
import Settings
import TLS

/// The files that an environment goes by while it runs: what is changed in them counts from the next request on, on open
/// connections too.
struct LiveFiles: Sendable {
    private let register: FileWatch
    private let revocations: FileWatch
    private let scenarios: FileWatch
    private let lists: RevocationLists
    private let rule: Settings.RevocationListRule
    private let clock: any EmulatorClock
    private let logger: Logger
    /// The faults that the log has.
    private let told = NIOLockedValueBox<[String]>([])

    init(
        register path: String,
        of directory: ReporterDirectory,
        lists: RevocationLists,
        engine: ScenarioEngine,
        _ parts: SharedParts,
        logger: Logger
    ) {
        self.register = FileWatch([.register(path, directory)], logger: logger)
        self.revocations = FileWatch(lists.files.map { .revocationList($0, lists) }, logger: logger)
        self.scenarios = FileWatch(.scenarios(parts.scenarioSources, engine), logger: logger)
        self.lists = lists
        self.rule = parts.settings.certificates.revocationList
        self.clock = parts.clocks
        self.logger = logger
    }

    /// Takes up what has changed, at the first call everything, and says which revocation lists cannot be relied on when
    /// those are others than before: a list also grows stale by itself. Blocking.
    func check() {
        self.register.check()
        self.revocations.check()
        self.scenarios.check()
        let faults = self.lists.faults(at: self.clock.now)
        let isNews = self.told.withLockedValue { told in
            let found = faults.map(\.kind)
            defer { told = found }
            return told != found
        }
        if isNews { for fault in faults { self.logger.warning("\(self.consequence(of: fault))") } }
    }

    /// What a revocation list's fault means for clients.
    private func consequence(of fault: RevocationListFault) -> String {
        switch self.rule {
        case .warn:
            "\(fault). Certificates are accepted all the same (certificates.revocation-list: warn)."
        case .require:
            "\(fault). Every call of its certificates is answered 503 (certificates.revocation-list: require)."
        }
    }
}

extension RevocationListFault {
    /// What tells it from another, but for the time.
    fileprivate var kind: String {
        switch self {
        case .missing(let issuer): "missing \(issuer)"
        case .stale(let issuer, let nextUpdate, _): "stale \(nextUpdate) \(issuer)"
        case .notYetValid(let issuer, let thisUpdate, _): "not yet valid \(thisUpdate) \(issuer)"
        }
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

    /// Whose certificates are no longer good.
    static func revocationList(_ path: String, _ lists: RevocationLists) -> WatchedFile {
        WatchedFile(path: path, former: "the revocations that were known before") {
            let present = try lists.reload(path).map { list in
                "revoked certificates: \(list.entries.count), next list due \(list.nextUpdate.formatted(.iso8601))"
            }
            return present.isEmpty ? "nothing is known to be revoked" : present.joined(separator: "; ")
        }
    }
}

extension [WatchedFile] {
    /// What is done to which requests. The files are taken up together, or none of them: a scenario is known by a name
    /// that no other file may have.
    static func scenarios(_ sources: [String], _ engine: ScenarioEngine) -> [WatchedFile] {
        sources.filter { ReadyScenario(rawValue: $0) == nil }.map { path in
            WatchedFile(path: path, former: "the scenarios that were played before") {
                let scenarios = try Scenario.load(sources)
                engine.replace(scenarios)
                return "scenarios: \(scenarios.map(\.name).joined(separator: ", "))"
            }
        }
    }
}
