import EmulatorTesting
import Foundation
import NIOHTTP1
import Testing

/// What answers where, and what is said where nothing does.
struct RouteTests {
    @Test("Health, readiness, environments")
    func health() async throws {
        try await withManagement { managed in
            #expect(try await managed.get("/health").text == #"{"status":"alive"}"#)
            #expect(try await managed.get("/ready").text == #"{"status":"ready"}"#)
            let environments = try await managed.get("/environments").json["environments"]
            #expect(environments.list?.count == 1)
            #expect(environments[0]["name"].string == "test")
            #expect(environments[0]["baseURL"].string == managed.emulator.test.baseURL)
            let ca = try String(contentsOfFile: managed.test.caPath, encoding: .utf8)
            #expect(environments[0]["ca"].string == ca)
        }
    }

    @Test("Not ready while it stops")
    func notReady() async throws {
        try await withManagement { managed in
            try await managed.emulator.stop()
            #expect(try await managed.get("/health").status == 200)
            let answer = try await managed.get("/ready")
            #expect(answer.status == 503)
            #expect(answer.headers.first(name: "Content-Type") == "application/problem+json")
            #expect(answer.json["code"].string == "not-ready")
        }
    }

    @Test("An unknown path lists near ones")
    func unknownPath() async throws {
        try await withManagement { managed in
            let answer = try await managed.get("/healt")
            #expect(answer.status == 404)
            #expect(answer.json["code"].string == "path-not-found")
            #expect(answer.json["detail"].string == "There is nothing at '/healt'.")
            #expect(
                answer.json["hint"].string
                    == "Did you mean GET /health? GET /openapi/management.yaml describes every path."
            )
            #expect(answer.json["traceId"].string?.count == 32)
        }
    }

    @Test("Another method", arguments: [HTTPMethod.POST, .DELETE, .PATCH, .TRACE, .OPTIONS])
    func wrongMethod(_ method: HTTPMethod) async throws {
        try await withManagement { managed in
            let answer = try await managed.send(method, "/health")
            #expect(answer.status == 405)
            #expect(answer.headers.first(name: "Allow") == "GET, HEAD")
            #expect(answer.json["detail"].string == "'/health' answers GET, HEAD, not \(method.rawValue).")
        }
    }
}
