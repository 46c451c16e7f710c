import Domain
import Foundation
import Journal
import PKI
import ReportCard
import Scenarios
import Server

/// The fresh user of one run, with the files that the client finds in its environment.
struct SituationUser {
    let emulator: Emulator
    let sandbox: Sandbox
    let files: Files
    /// The number of the last entry in the journal for all before the run.
    private let mark: Int
    private let fingerprint: String

    struct Files {
        let certificate: String
        let key: String
        let archive: String
    }

    /// - Parameter folder: for the files; its owner's alone.
    /// - Throws: when the certificate cannot be made or written.
    init(_ situation: Situation, of emulator: Emulator, in folder: URL) async throws {
        let isForeign = situation.conditions.clientCertificate == .otherEnvironment
        let environment = try emulator.scope(isForeign ? .production : .test).environment
        let scenarios = situation.scenario.map { [$0] } ?? []
        let sandbox = try await environment.sandboxes.make(SandboxOrder(scenarios: scenarios))
        // A sandbox has at least one.
        let made = sandbox.certificates[0]
        self.emulator = emulator
        self.sandbox = sandbox
        self.files = try Files(made, of: sandbox, in: folder)
        self.mark = try emulator.test.journals.common.page(limit: 0).newest
        self.fingerprint = made.certificate.facts.fingerprint
        let scope = try emulator.scope(environment.name, sandbox: sandbox.name)
        switch situation.conditions.clientCertificate {
        case .valid, .otherEnvironment: break
        case .expired: try await scope.advance(by: .seconds(3 * 365 * 86_400))
        case .ending: try await scope.advance(by: .seconds((2 * 365 - 10) * 86_400))
        case .revoked: try scope.revokeCertificate(made.certificate.facts.serial)
        }
    }

    /// What the client did, in the sandbox and, where its certificate was not taken, outside of it.
    func entries() throws -> [JournalEntry] {
        let fingerprint = self.fingerprint
        let common = try Self.all(of: self.emulator.test.journals.common, after: self.mark)
        let outside = common.filter { $0.certificate == nil || $0.certificate?.fingerprint == fingerprint }
        guard self.sandbox.environment == .test else { return outside }
        let journal = self.emulator.test.journals.journal(of: self.sandbox.user.name)
        return try Self.all(of: journal, after: nil) + outside
    }

    /// - Throws: `JournalError` when the run had more than the journal keeps.
    private static func all(of journal: Journal, after mark: Int?) throws -> [JournalEntry] {
        try journal.page(after: mark ?? 0, limit: .max - 1).entries
    }

    func remove() async throws {
        let environment = try self.emulator.scope(self.sandbox.environment).environment
        try await environment.sandboxes.remove(self.sandbox.name)
    }
}

extension SituationUser.Files {
    fileprivate init(_ made: SandboxCertificate, of sandbox: Sandbox, in folder: URL) throws {
        self.certificate = folder.appendingPathComponent("client.crt").path
        self.key = folder.appendingPathComponent("client.key").path
        self.archive = folder.appendingPathComponent("client.p12").path
        try Self.write(Data(made.certificate.pem().utf8), to: self.certificate)
        try Self.write(Data(made.key.pem().utf8), to: self.key)
        try Self.write(Data(sandbox.archive(made)), to: self.archive)
    }

    /// The file is its owner's alone from its first byte on.
    private static func write(_ data: Data, to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: data, attributes: [.posixPermissions: 0o600])
        else {
            throw CertifyFailure("Cannot write '\(path)'. The system's temporary folder must be writable.")
        }
    }
}

/// What keeps a certification from going on, for a person.
struct CertifyFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
