import EmulatorTesting
import Foundation
import Testing

@Suite("Sandboxes in a test", .timeLimit(.minutes(5)))
struct SandboxTests {
    @Test("A scenario, a clock and deliveries are a sandbox's own")
    func apart() async throws {
        try await withEmulator { emulator in
            let down = "scenario: down\nrules: [{name: all, then: {answer: {status: 503}}}]"
            async let scripted = emulator.makeSandbox("scripted", scenario: down)
            async let usual = emulator.makeSandbox()
            let (first, second) = try await (scripted, usual)
            #expect(first.name.text == "scripted")
            let refused = await #expect(throws: ClientError.self) { try await first.client.heartbeat() }
            #expect(refused?.description.contains("503") == true)
            let id = try await second.client.deliver()
            try await first.stopPlaying("down")
            try await first.client.heartbeat()
            let unknown = await #expect(throws: ClientError.self) { try await first.client.history(id) }
            #expect(unknown?.description.contains("404") == true)
            try await first.advance(by: .seconds(3600))
            let times = [try first.now, try second.now, try emulator.now]
            #expect(times == [times[2] + 3600, times[2], times[2]])
            #expect(try await second.client.history(id).outcome == .processing)
        }
    }

    @Test("A fault that is played from now on, and what time alone brings")
    func played() async throws {
        try await withEmulator { emulator in
            let sandbox = try await emulator.makeSandbox()
            try await sandbox.play("scenario: fault\nrules: [{name: all, then: {status: [{state: system-fault}]}}]")
            let id = try await sandbox.client.deliver()
            #expect(try await sandbox.client.history(id).outcome == .systemFault)
            try await sandbox.stopPlaying()
            let next = try await sandbox.client.deliver(TestFile(name: "next_systemfel.xml"))
            let events = try await sandbox.advanceToNextEvent()
            #expect(events.count == 1)
            #expect(try await sandbox.client.history(next).outcome == .readIn, "nothing is played, file names neither")
        }
    }

    @Test("A YAML that is wrong is told with its place")
    func mistake() async throws {
        try await withEmulator { emulator in
            let error = await #expect(throws: ScenarioError.self) {
                try await emulator.play("scenario: s\nrules: [{name: r, then: {anser: {status: 503}}}]")
            }
            #expect(
                error?.description
                    == "scenario:2:26: rules[0].then: found the unknown key 'anser'; allowed: status, answer, delay, fault, "
                    + "event. Did you mean 'answer'?"
            )
        }
    }

    @Test("Certificates are issued and revoked while their clients call")
    func certificates() async throws {
        try await withEmulator { emulator in
            let sandbox = try await emulator.makeSandbox()
            try await sandbox.client.heartbeat()
            let later = try await sandbox.issueCertificate()
            try await later.client.heartbeat()
            try sandbox.revokeCertificate()
            let refused = await #expect(throws: ClientError.self) { try await sandbox.client.heartbeat() }
            #expect(refused?.description.contains("certificate-revoked") == true, "\(refused?.description ?? "")")
            try await later.client.heartbeat()
        }
    }

    @Test("Certificate and key are there as text and as files that their owner alone can read")
    func credential() async throws {
        try await withEmulator { emulator in
            let sandbox = try await emulator.makeSandbox()
            for credential in [sandbox.credential, try emulator.credential()] {
                let files = [credential.certificatePath, credential.keyPath]
                let texts = try files.map { try String(contentsOfFile: $0, encoding: .utf8) }
                #expect(texts == [credential.certificate, credential.key])
                #expect(credential.certificate.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
                #expect(credential.key.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
                let attributes = try FileManager.default.attributesOfItem(atPath: credential.keyPath)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }
    }

    @Test("One that is removed is nobody any more; one that is reset has delivered nothing")
    func end() async throws {
        try await withEmulator { emulator in
            let sandbox = try await emulator.makeSandbox()
            let id = try await sandbox.client.deliver()
            try await sandbox.reset()
            await #expect(throws: ClientError.self) { try await sandbox.client.history(id) }
            try await sandbox.remove()
            let refused = await #expect(throws: ClientError.self) { try await sandbox.client.heartbeat() }
            #expect(refused?.description.contains("certificate-unmapped") == true)
            #expect(throws: ControlError.self) { _ = try sandbox.now }
        }
    }
}
