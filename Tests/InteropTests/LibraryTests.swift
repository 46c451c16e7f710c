import Foundation
import Testing

@Suite("Clients of other languages' libraries", .timeLimit(.minutes(5)))
struct LibraryTests {
    private static let path = "9990000045/VINN/2022-06-30/V40/holdings.xml"

    @Test("Java's HttpClient delivers, with its key store from the PKCS#12 file", arguments: ["TLSv1.2", "TLSv1.3"])
    func java(_ tls: String) async throws {
        try await withEmulator(["processing-delay": "1h"]) { emulator in
            let file = try await SentFile(bytes: 20_000_000, in: emulator.place)
            let answers = try await runJava(emulator, [tls, "deliver", file.url.path, Self.path, "9216000"])
            try #require(answers.count == 6)
            #expect(answers.allSatisfy { $0.tls == tls })
            for answer in answers[1...4] { expectStored(answer) }
            let id = try answers[4].deliveryID
            expectHistory(answers[5], of: id, progress: 1, "Bearbetar", uploaded: false)
            #expect(try await emulator.storedHash(id) == file.sha256)
        }
    }

    @Test("Java's HttpClient without a certificate reads the refusal", arguments: ["TLSv1.2", "TLSv1.3"])
    func javaWithoutCertificate(_ tls: String) async throws {
        try await withEmulator { emulator in
            let answers = try await runJava(emulator, [tls, "anonymous"])
            try #require(answers.count == 1)
            #expect(answers[0].tls == tls)
            expectProblem(answers[0], 403, "certificate-missing")
        }
    }

    @Test("Python's requests delivers", .enabled("the module 'requests' is installed") { try await hasRequests() })
    func requests() async throws {
        try await withEmulator(["processing-delay": "1h"]) { emulator in
            let file = try await SentFile(bytes: 20_000_000, in: emulator.place)
            let program = Repository.client("requests_client.py")
            let arguments = [program, emulator.place.readyFile.path, file.url.path, Self.path, "9216000"]
            let answers = try Answer.lines(try await emulator.place.run("python3", arguments))
            try #require(answers.count == 5)
            for answer in answers[1...3] { expectStored(answer) }
            let id = try answers[3].deliveryID
            expectHistory(answers[4], of: id, progress: 1, "Bearbetar", uploaded: false)
            #expect(try await emulator.storedHash(id) == file.sha256)
        }
    }

    @Test(
        "openssl verifies the server, is asked for a certificate, and is told of no authority",
        arguments: ["1_2", "1_3"]
    )
    func handshake(_ tls: String) async throws {
        try await withEmulator { emulator in
            let output = try await emulator.place.run(
                "sh",
                [
                    "-c",
                    "openssl s_client -connect 127.0.0.1:\(emulator.port) -tls\(tls) -verify_return_error "
                        + "-verify_ip 127.0.0.1 -CAfile '\(emulator.ready.ca)' -cert '\(emulator.demo.certificate)' "
                        + "-key '\(emulator.demo.key)' < /dev/null 2>&1",
                ]
            )
            #expect(output.contains("Verify return code: 0 (ok)"), "\(output)")
            #expect(output.contains("TLSv\(tls.replacingOccurrences(of: "_", with: "."))"), "\(output)")
            #expect(output.contains("No client certificate CA names sent"), "\(output)")
            #expect(output.contains("Requested Signature Algorithms:"), "\(output)")
        }
    }

    @Test("No TLS session is resumed: each handshake shows the certificate")
    func resumption() async throws {
        try await withEmulator { emulator in
            let output = try await emulator.place.run(
                "sh",
                [
                    "-c",
                    "openssl s_client -reconnect -tls1_2 -connect 127.0.0.1:\(emulator.port) "
                        + "-CAfile '\(emulator.ready.ca)' < /dev/null 2>&1",
                ]
            )
            #expect(output.contains("\nNew, TLSv1.2"), "\(output)")
            #expect(!output.contains("\nReused, "), "\(output)")
        }
    }

    private func runJava(_ emulator: Emulator, _ arguments: [String]) async throws -> [Answer] {
        let program = [Repository.client("Client.java"), emulator.place.readyFile.path]
        return try Answer.lines(try await emulator.place.run("java", program + arguments))
    }

    private static func hasRequests() async throws -> Bool {
        let place = try Workplace()
        let code = try? await place.start("python3", ["-c", "import requests"]).exitCode()
        await place.close()
        return code == 0
    }
}
