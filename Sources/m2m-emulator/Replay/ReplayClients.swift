import Client
import Domain
import Foundation
import Journal
import PKI
import Scenarios
import Server

/// A connection for each recorded user, with a certificate that was made for it, and one for those who came without.
final class ReplayClients {
    /// Whose clock the calls go by; `nil` for the one for all.
    let clock: UserAddress?
    private let emulator: Emulator
    private let environment: RunningEnvironment
    /// PEM files of the certificate and its key, by user.
    private var credentials: [String: (certificate: String, key: String)] = [:]
    private var transports: [String: HTTPTransport] = [:]

    init(_ emulator: Emulator, _ bundle: BundleDocument, scenarios: [Scenario], _ folder: URL) async throws {
        self.emulator = emulator
        self.environment =
            bundle.environment == EnvironmentName.production.rawValue
            ? emulator.production ?? emulator.test : emulator.test
        for client in self.environment.clients {
            self.credentials[client.user] = (client.credential.certificatePath, client.credential.keyPath)
        }
        guard let recorded = bundle.sandbox, let name = SandboxName(recorded.name) else {
            self.clock = nil
            return
        }
        let order = SandboxOrder(
            name: name,
            grants: recorded.grants.compactMap(Grant.init),
            seed: Seed(bundle.seed),
            scenarios: scenarios
        )
        let sandbox = try await self.environment.sandboxes.make(order)
        self.clock = sandbox.user
        guard let made = sandbox.certificates.first else { return }
        let (certificate, key) = (folder.appendingPathComponent("s.crt"), folder.appendingPathComponent("s.key"))
        try Data(made.certificate.pem().utf8).write(to: certificate)
        // The folder is its owner's alone.
        try Data(made.key.pem().utf8).write(to: key)
        self.credentials[name.user] = (certificate.path, key.path)
    }

    /// - Returns: `nil` when the entry's user has no certificate here.
    func client(of entry: JournalEntryDocument) throws -> HTTPTransport? {
        let user = entry.certificate == nil ? nil : entry.user ?? ""
        if let transport = self.transports[user ?? "-"] { return transport }
        var credential: CertificateAndKey?
        if let user {
            guard let files = self.credentials[user] else { return nil }
            credential = try CertificateAndKey(.pem(certificate: files.certificate, key: files.key), password: nil)
        }
        let transport = try HTTPTransport(
            ServerAddress(self.environment.baseURL),
            trust: .file(self.emulator.certificates.serverAuthority.certificatePath),
            credential: credential
        )
        self.transports[user ?? "-"] = transport
        return transport
    }

    func close() async {
        for transport in self.transports.values { await transport.close() }
    }
}

extension Grant {
    fileprivate init?(_ recorded: BundleDocument.Grant) {
        guard let organisation = OrganisationNumber(recorded.organisation),
            let program = StatisticalProgram(caseInsensitive: recorded.program)
        else { return nil }
        self.init(
            organisation: organisation,
            program: program,
            formats: Set(recorded.formats.map { FileFormatName($0) })
        )
    }
}
