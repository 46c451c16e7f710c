import Foundation
import Testing

/// The files that the office makes, in the clients that are to use them.
@Suite("Certificates of the office in real clients", .timeLimit(.minutes(5)))
struct ClientCertificateTests {
    @Test("--tls: every client gets in with that version and not with the other", arguments: ["1.2", "1.3"])
    func versions(spoken: String) async throws {
        try await withWorkplace { place in
            let emulator = try await Emulator(in: place, options: ["--tls", spoken])
            let clients = URL(fileURLWithPath: emulator.demo.certificate).deletingLastPathComponent().path
            for client in try await HeartbeatClient.installed(in: place) {
                let answers = try await client.call(emulator, clients, ["demo"])
                #expect(answers.map(\.tls) == ["1.2", "1.3"], "\(client)")
                for answer in answers {
                    #expect(answer.status == (answer.tls == spoken ? 200 : nil), "\(client): \(answer)")
                }
            }
        }
    }

    @Test(
        "Java and curl open a PKCS#12 file of either encryption, Java also the truststore",
        arguments: [
            "compatible", "modern",
        ]
    )
    func archive(encryption: String) async throws {
        try await withWorkplace { place in
            let options = ["--p12", encryption, "--password", "pass&word 1"]
            _ = try await place.certs(["issue", "demo", "--key", "p-256"] + options)
            let emulator = try await Emulator(in: place, options: ["--certs", place.path("certs")])
            let clients = place.path("certs/test/clients")
            let java = try await HeartbeatClient.java.call(emulator, clients, ["demo"])
            #expect(java.statuses == [200, 200], "\(java)")
            let identity = ["--cert-type", "P12", "--cert", "\(clients)/demo.p12:pass&word 1"]
            #expect(try await emulator.curl("heartbeat", identity, as: nil).status == 200)
        }
    }

    @Test("What issue tells a shell is what curl needs, and a running emulator takes it")
    func shell() async throws {
        try await withWorkplace { place in
            let emulator = try await Emulator(in: place, options: ["--certs", place.path("certs")])
            let script =
                #"out=$("$0" certs issue demo --key p-256 --certs "$1" --format env) && eval "$out" && "#
                + #"exec curl -q -sS --retry 20 --retry-delay 1 --retry-all-errors --fail --cacert "$M2M_CA" "#
                + #"--cert "$M2M_CERT" --key "$M2M_KEY" "$2heartbeat""#
            let arguments = [try BuiltExecutable.path(), place.path("certs"), emulator.ready.baseURL]
            let answer = try await place.run("sh", ["-c", script] + arguments)
            #expect(answer.hasPrefix("\"20"), "\(answer)")
        }
    }

    @Test("Renewal: both certificates get in until the old one is revoked")
    func renewal() async throws {
        try await withWorkplace { place in
            let emulator = try await Emulator(in: place, options: ["--certs", place.path("certs")])
            let old = Certificate(certificate: place.path("old.crt"), key: place.path("old.key"))
            for (from, to) in [(emulator.demo.certificate, old.certificate), (emulator.demo.key, old.key)] {
                try FileManager.default.copyItem(atPath: from, toPath: to)
            }
            _ = try await place.certs(["renew", "demo"])
            // The time limit ends the wait for what does not come.
            while try await emulator.curl("heartbeat", as: emulator.demo).status != 200 {}
            #expect(try await emulator.curl("heartbeat", as: old).status == 200)
            _ = try await place.certs(["revoke", "./old.crt", "--reason", "superseded"])
            while try await emulator.curl("heartbeat", as: old).status != 403 {}
            let refused = try await emulator.curl("heartbeat", as: old)
            expectProblem(refused.answer, 403, "certificate-revoked")
            #expect(try await emulator.curl("heartbeat", as: emulator.demo).status == 200)
        }
    }

    @Test("A certificate revoked between two fragments: the next fragment of the open connection is refused")
    func revokedUpload() async throws {
        try await withWorkplace { place in
            let emulator = try await Emulator(in: place, options: ["--certs", place.path("certs")])
            let file = try await SentFile(bytes: 20_000, in: place)
            let steps: [Step] = [
                .connect("demo"), .heartbeat, .fragment(0, file, 0..<10_000), .pause,
                .fragment(-1, file, 10_000..<20_000),
            ]
            let upload = try await Replay(steps, with: emulator)
            try await upload.held()
            _ = try await place.certs(["revoke", "demo", "--reason", "keyCompromise"])
            while try await emulator.curl("heartbeat", as: emulator.demo).status != 403 {}
            try upload.release()
            let answers = try await upload.finish()
            #expect(answers.statuses == [200, 200, 403])
            expectProblem(answers[2], 403, "certificate-revoked")
            let history = "history/\(try answers[1].deliveryID)"
            _ = try await place.certs(["issue", "demo", "--key", "p-256"])
            while try await emulator.curl("heartbeat", as: emulator.demo).status != 200 {}
            let unfinished = try await emulator.curl(history, as: emulator.demo)
            #expect(unfinished.body.contains("\"Bearbetar\""), "\(unfinished)")
        }
    }

    @Test("A client that knows only PKCS#1 signatures gets in with RSA under TLS 1.2")
    func pkcs1() async throws {
        try await withWorkplace { place in
            let emulator = try await Emulator(in: place)
            let child = try await place.start(
                "openssl",
                [
                    "s_client", "-connect", "127.0.0.1:\(emulator.port)", "-CAfile", emulator.ready.ca, "-quiet",
                    "-verify_return_error", "-tls1_2", "-sigalgs", "RSA+SHA256", "-cert", emulator.demo.certificate,
                    "-key", emulator.demo.key,
                ]
            )
            try child.write("GET /m2m/v2/heartbeat HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(try await child.success().hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test(
        "A client that has closed its side still reads its answer",
        arguments: ["1.2", "1.3"],
        ["close_notify", "end", "both"]
    )
    func halfClosed(tls: String, how: String) async throws {
        try await withEmulator { emulator in
            let arguments = [Repository.client("half_closed.py"), emulator.place.readyFile.path, tls, how]
            let answers = try Answer.lines(try await emulator.place.run("python3", arguments))
            #expect(answers.first?.body?.hasPrefix("HTTP/1.1 200 OK\r\n") == true, "\(answers)")
        }
    }
}
