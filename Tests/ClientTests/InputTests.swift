import Client
import Domain
import Foundation
import Testing

@Suite("Files that cannot be used")
struct InputTests {
    /// A file with that text, gone afterwards.
    private func withFile<Value>(_ text: String, _ body: (String) async throws -> Value) async throws -> Value {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("m2m-client-\(UUID().uuidString)")
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try await body(url.path)
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("A credential that is none says why")
    func credentials() async throws {
        try await self.withFile("hello") { file in
            let cases: [(CertificateAndKey.Source, String)] = [
                (.pem(certificate: file, key: file), "The certificate '\(file)' cannot be used: it is not PEM"),
                (.pem(certificate: "/nowhere", key: file), "Cannot read the certificate '/nowhere': No such file"),
                (.pkcs12(file), "The PKCS#12 file '\(file)' cannot be opened without a password"),
            ]
            for (source, text) in cases {
                let said = self.message { _ = try CertificateAndKey(source, password: nil) }
                #expect(said.contains(text), "\(said)")
            }
        }
    }

    @Test("A file that is empty, missing or a folder is not sent")
    func files() async throws {
        try await self.withFile("") { file in
            #expect(self.message { _ = try OutgoingFile.example(file) }.contains("is empty"))
        }
        #expect(self.message { _ = try OutgoingFile.example("/nowhere") }.contains("No such file"))
        #expect(self.message { _ = try OutgoingFile.example("/tmp") }.contains("no ordinary file"))
    }

    @Test("A file that changes while it is sent is not delivered")
    func changed() async throws {
        try await self.withFile(String(repeating: "a", count: 25)) { path in
            let file = try OutgoingFile.example(path)
            try Data(repeating: 0x62, count: 26).write(to: URL(fileURLWithPath: path))
            let script = Script(.heartbeat, .accepted(), .accepted(), .accepted())
            let plan = FragmentPlan(size: file.size, fragmentBytes: 10)
            let error = await #expect(throws: ClientError.self) { () async throws in
                try await script.client.deliver(file, plan: plan)
            }
            #expect(error?.description.contains("it had 25 bytes and has 26") == true)
            #expect(script.transport.course == ["heartbeat"])
        }
    }
}
