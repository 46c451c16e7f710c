import Domain
import Foundation
import PKI
import Testing

@Suite("A folder of both environments")
struct FolderEnvironmentTests {
    private let fixture: FolderFixture
    private var disk: TemporaryFolder { self.fixture.disk }

    init() throws { self.fixture = try FolderFixture() }

    private func open(_ environments: [EnvironmentName: [ClientRequest]]) throws -> CertificateFolder {
        try CertificateFolder.open(path: self.disk.path, environments: environments, now: Samples.now)
    }

    @Test("Both are made at once, each with an authority, a list and clients of its own")
    func both() throws {
        let folder = try self.open([
            .test: [FolderFixture.request("anna")],
            .production: [FolderFixture.request("anna", serial: "2B"), FolderFixture.request("bo", serial: "2C")],
        ])
        #expect(folder.otherAuthorities.isEmpty)
        #expect(
            folder.environments.mapValues { $0.clients.map(\.user) } == [.test: ["anna"], .production: ["anna", "bo"]]
        )
        for (name, environment) in folder.environments {
            #expect(environment.environment == name)
            #expect(environment.revocationListPath == self.disk.path("\(name)/ca.crl"))
            #expect(environment.registerPath == self.disk.path("\(name)/register.json"))
            let authority = environment.clientAuthority.authority.certificate
            #expect(authority.facts.subject == "CN=M2M emulator \(name) client CA (not SCB),O=scb-m2m-emulator")
            for client in environment.clients {
                #expect(client.credential.certificate.isIssued(by: authority))
                #expect(client.credential.certificatePath == self.disk.path("\(name)/clients/\(client.user).crt"))
            }
        }
        let again = try self.open([.production: [FolderFixture.request("anna", serial: "2B")], .test: []])
        #expect(again.changes.isEmpty)
    }

    @Test("An environment that is not asked for is not made, only named when it is there")
    func other() throws {
        try self.fixture.fill()
        let test = try self.fixture.open()
        #expect(test.otherAuthorities.isEmpty)
        #expect(test.environments.keys.map { $0 } == [.test])
        #expect(try self.disk.contents().keys.allSatisfy { !$0.hasPrefix("production") })

        let production = try self.open([.production: []])
        #expect(production.otherAuthorities == [.test: self.disk.path("test/ca.crt")])
        #expect(
            production.changes.map(\.file) == [
                "production/ca.key", "production/ca.crt", "production/ca.crl", "production/ca.last.crl",
            ]
        )
    }

    @Test("What stands in the place of the other environment's authority is named")
    func corruptOther() throws {
        try self.fixture.fill()
        try FileManager.default.createDirectory(atPath: self.disk.path("production"), withIntermediateDirectories: true)
        let path = try self.disk.write("production/ca.crt", "no certificate")
        let error = #expect(throws: PKIError.self) { try self.fixture.open() }
        #expect(error?.code == .corruptFile)
        #expect(error?.message.hasPrefix("'\(path)'") == true)
    }

    @Test("No environment at all leaves the server's certificates")
    func none() throws {
        let folder = try self.open([:])
        #expect(folder.changes.allSatisfy { $0.file.hasPrefix("server/") })
        #expect(folder.environments.isEmpty)
    }
}
