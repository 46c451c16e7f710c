import Foundation
import Testing

@Suite("curl", .timeLimit(.minutes(5)))
struct CurlTests {
    @Test("The three printed commands, pasted into a shell, deliver a file: Bearbetar, then Inläst")
    func banner() async throws {
        try await withEmulator(["processing-delay": "2s"]) { emulator in
            let commands = try await printedCommands(emulator)
            try #require(commands.count == 3)
            let heartbeat = try await emulator.place.run("sh", ["-c", commands[0]])
            #expect(heartbeat.hasPrefix("\""))
            let upload = try await emulator.place.run("sh", ["-c", commands[1]])
            let stored = Answer(step: "curl", status: 200, body: upload)
            expectStored(stored)
            let id = try stored.deliveryID
            let file = emulator.place.data.appendingPathComponent("test/files/\(id)")
            #expect(
                try String(contentsOf: file, encoding: .utf8)
                    == "<Report xmlns=\"http://scb.se/gdb/vinn\" ReportingAgentName=\"Exempelbanken\" "
                    + "ReportingAgentCode=\"9990000045\" ReferencePeriod=\"2026-09-30\"/>\n"
            )
            let history = commands[2].replacingOccurrences(of: "THE-DELIVERYID-OF-THE-ANSWER-ABOVE", with: id)
            var body = try await emulator.place.run("sh", ["-c", history])
            let first = Answer(step: "curl", status: 200, body: body)
            expectHistory(first, of: id, progress: 1, "Bearbetar", uploaded: false)
            let deadline = ContinuousClock.now + .seconds(30)
            while body.contains("Bearbetar"), ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(50))
                body = try await emulator.place.run("sh", ["-c", history])
            }
            let last = Answer(step: "curl", status: 200, body: body)
            expectHistory(last, of: id, progress: 3, "Inläst", uploaded: true)
        }
    }

    /// curl would wait half a minute here, so that a machine under load cannot pass for a server that keeps silent.
    @Test("Expect: 100-continue is answered at once")
    func expectContinue() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile(bytes: 9_000_000, in: emulator.place)
            let jar = emulator.place.folder.appendingPathComponent("jar").path
            _ = try await emulator.curl("heartbeat", ["-c", jar], as: emulator.demo)
            let trace = ["-v", "--stderr", "-", "--expect100-timeout", "30"]
            let options = ["-b", jar, "-F", "File=@\(file.url.path)"] + trace
            let path = "file/-1/9990000045/VINN/2022-06-30/V40/big.xml"
            let answer = try await emulator.curl(path, options, as: emulator.demo)
            #expect(answer.status == 200)
            #expect(answer.body.contains("> Expect: 100-continue"))
            #expect(answer.body.contains("< HTTP/1.1 100 Continue"))
            #expect(!answer.body.contains("Done waiting for 100-continue"))
            #expect(answer.seconds < 20)
            let id = try #require(try emulator.storedFiles.first)
            #expect(try await emulator.storedHash(id) == file.sha256)
        }
    }

    @Test("An expectation that is refused by the head is answered with the refusal; the body is not sent")
    func refusedExpectation() async throws {
        try await withEmulator { emulator in
            let file = try await SentFile(bytes: 10_000_000, in: emulator.place)
            let jar = emulator.place.folder.appendingPathComponent("jar").path
            let path = "file/-1/9990000045/VINN/2022-06-30/V40/big.xml"
            let options = ["-F", "File=@\(file.url.path)", "--expect100-timeout", "30"]
            let withoutCookie = try await emulator.curl(path, options, as: emulator.demo)
            expectProblem(withoutCookie.answer, 401, "session-missing")
            _ = try await emulator.curl("heartbeat", ["-c", jar], as: emulator.demo)
            let tooLong = try await emulator.curl(path, options + ["-b", jar], as: emulator.demo)
            expectProblem(tooLong.answer, 413, "body-too-large")
            for answer in [withoutCookie, tooLong] {
                #expect(answer.uploaded == 0)
                #expect(answer.seconds < 20)
            }
        }
    }

    @Test("Without a certificate, and with wrong ones: 403 with the reason")
    func certificates() async throws {
        try await withEmulator { emulator in
            let place = emulator.place
            let none = try await emulator.curl("heartbeat", as: nil)
            expectProblem(none.answer, 403, "certificate-missing")
            let stranger = try await emulator.curl("heartbeat", as: try await place.strangersCertificate())
            expectProblem(stranger.answer, 403, "certificate-untrusted")
            let unmapped = try await place.certificate(ofAuthorityOf: emulator, usage: "clientAuth")
            expectProblem(try await emulator.curl("heartbeat", as: unmapped).answer, 403, "certificate-unmapped")
            let server = try await place.certificate(ofAuthorityOf: emulator, usage: "serverAuth")
            expectProblem(try await emulator.curl("heartbeat", as: server).answer, 403, "certificate-wrong-usage")
            let good = try await emulator.curl("heartbeat", as: emulator.demo)
            #expect(good.status == 200)
        }
    }

    @Test("http:// instead of https:// is answered in words")
    func plainHTTP() async throws {
        try await withEmulator { emulator in
            let url = emulator.ready.baseURL.replacingOccurrences(of: "https://", with: "http://") + "heartbeat"
            let output = try await emulator.place.run(
                "curl",
                ["-q", "-sS", "-w", "\n%{http_code} %{content_type}", url]
            )
            #expect(output.contains("This port speaks HTTPS."))
            #expect(output.hasSuffix("\n400 text/plain; charset=utf-8"))
        }
    }

    /// What the emulator printed for pasting, in its order.
    private func printedCommands(_ emulator: Emulator) async throws -> [String] {
        try await wait(for: "the banner's end") { emulator.process.output.contains("Ctrl-C stops it.") }
        let lines = emulator.process.output.split(separator: "\n").map(String.init)
        return lines.filter { $0.contains("curl --noproxy") }
    }
}
