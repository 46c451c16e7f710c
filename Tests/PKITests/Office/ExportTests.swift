import Domain
import Foundation
import PKI
import Testing

@Suite("The office hands out")
struct ExportTests {
    private let fixture: OfficeFixture
    private let target: TemporaryFolder

    init() throws {
        self.fixture = try OfficeFixture()
        self.target = try TemporaryFolder()
    }

    private func export(password: String? = nil, to folder: String = "out") throws -> ClientFiles {
        try self.fixture.office.export(
            user: "anna",
            to: self.target.path(folder),
            password: password,
            archive: .modern,
            now: Samples.now
        ).files
    }

    @Test("Everything a client needs, as it is in the folder, secrets for their owner alone")
    func contents() throws {
        let files = try self.export()
        let secrets = ["anna.key", "anna.p12", "anna.password", "truststore.p12", "truststore.password"]
        let open = ["README.md", "anna.cer", "anna.crt", "client-ca.crt", "server-ca.crt"]
        #expect(try self.target.contents().keys.sorted() == (secrets + open).map { "out/\($0)" }.sorted())
        for name in secrets { #expect(try self.target.mode("out/\(name)") == 0o600, "\(name)") }
        for name in open { #expect(try self.target.mode("out/\(name)") == 0o644, "\(name)") }
        let sources = [
            "anna.crt": "test/clients/anna.crt", "anna.key": "test/clients/anna.key",
            "anna.p12": "test/clients/anna.p12",
            "anna.password": "test/clients/anna.password", "client-ca.crt": "test/ca.crt",
            "server-ca.crt": "server/ca.crt",
            "truststore.p12": "server/truststore.p12", "truststore.password": "server/truststore.password",
        ]
        for (name, source) in sources {
            #expect(try self.target.read("out/\(name)") == self.fixture.disk.read(source), "\(name)")
        }
        #expect(files.certificate == self.target.path("out/anna.crt"))
        #expect(files.trustStore == self.target.path("out/truststore.p12"))
        #expect(try Certificate(der: Array(self.target.read("out/anna.cer"))).facts.serial.hex == "1A")
        let page = String(decoding: try self.target.read("out/README.md"), as: UTF8.self)
        #expect(page.contains("serial number is 1A, in decimal 26; it is valid until 2026-06-01T12:00:00Z."))
        for name in secrets + open.dropFirst() { #expect(page.contains("`\(name)`"), "\(name)") }
    }

    @Test("A new PKCS#12 file is made for a password")
    func password() throws {
        let files = try self.export(password: "Hemligt 1!")
        let outcome = try Tool.openssl.run(
            ["pkcs12", "-info", "-in", files.archive, "-passin", "file:\(files.password)", "-nodes"]
        )
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("MAC: sha256"))
        #expect(outcome.text.contains(String(decoding: try self.target.read("out/anna.key"), as: UTF8.self)))
    }

    @Test("Again into the same folder is no harm; into somebody else's nothing is written")
    func folders() throws {
        _ = try self.export()
        _ = try self.export()
        let page = try self.target.write("README.md", "# My project\n")
        let error = #expect(throws: PKIError.self) { try self.export(to: ".") }
        #expect(error?.code == .fileFailed)
        #expect(
            error?.description.contains("README.md' is there and does not begin with '# Certificates of the M2M")
                == true
        )
        #expect(try String(contentsOfFile: page, encoding: .utf8) == "# My project\n")
        #expect(!FileManager.default.fileExists(atPath: self.target.path("anna.crt")))
    }

    @Test("A user without a certificate, and one whose archive is gone")
    func missing() throws {
        let nobody = #expect(throws: PKIError.self) {
            try self.fixture.office.export(user: "bo", to: self.target.path("out"), now: Samples.now)
        }
        #expect(nobody?.code == .notFound)
        try self.fixture.disk.remove("test/clients/anna.p12")
        let error = #expect(throws: PKIError.self) { try self.export() }
        #expect(error?.message == "There is no file '\(self.fixture.disk.path("test/clients/anna.p12"))'")
        #expect(try self.target.contents().isEmpty)
    }
}
