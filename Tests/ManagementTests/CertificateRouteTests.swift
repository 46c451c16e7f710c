import EmulatorTesting
import Foundation
import NIOHTTP1
import Testing

/// Certificates, issued and revoked while the emulator runs.
struct CertificateRouteTests {
    private static let scope = "/environments/test"

    @Test("One is issued to a user of the settings, listed, and revoked")
    func office() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("m2m-office-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var options = EmulatorOptions()
        options.certificatesFolder = folder.path
        try await withManagement(options) { managed in
            let path = "\(Self.scope)/certificates"
            let issued = try await managed.send(.POST, path, json: #"{"user": "demo", "serial": "0abc"}"#)
            #expect(issued.status == 201)
            #expect(issued.json["serial"].string == "ABC")
            #expect(issued.json["certificate"].string?.hasPrefix("-----BEGIN CERTIFICATE-----") == true)
            #expect(issued.json["key"].string?.contains("PRIVATE KEY-----") == true)
            #expect(try await Self.state(of: "ABC", managed) == "valid")
            let taken = try await managed.send(.POST, path, json: #"{"user": "demo", "serial": "abc"}"#)
            #expect(taken.json["code"].string == "serial-taken")
            let unknown = try await managed.send(.POST, path, json: #"{"user": "nobody"}"#)
            #expect(unknown.status == 404)
            #expect(unknown.json["code"].string == "user-unknown")
            let revoked = try await managed.send(.POST, path + "/abc/revoke", json: #"{"reason": "keyCompromise"}"#)
            #expect(revoked.status == 204)
            #expect(try await Self.state(of: "ABC", managed) == "revoked")
            let again = try await managed.send(.POST, path + "/abc/revoke")
            #expect(again.status == 409)
        }
    }

    @Test("A sandbox gets another, and loses its first")
    func sandbox() async throws {
        try await withManagement { managed in
            let sandbox = try await managed.test.makeSandbox("keys")
            let path = "\(Self.scope)/sandboxes/keys/certificates"
            #expect(try await managed.send(.POST, path).status == 201)
            let serial = try #require(sandbox.serial)
            #expect(try await managed.send(.POST, "\(path)/\(serial)/revoke").status == 204)
            let list = try await managed.get(path).json["certificates"].list ?? []
            #expect(list.map { $0["state"].string } == ["revoked", "valid"])
            await #expect(throws: (any Error).self) { try await sandbox.client.heartbeat() }
        }
    }

    private static func state(of serial: String, _ managed: ManagedEmulator) async throws -> String? {
        let list = try await managed.get("\(Self.scope)/certificates").json["certificates"].list
        return list?.first { $0["serial"].string == serial }?["state"].string
    }
}
