import EmulatorTesting
import Foundation
import NIOHTTP1
import Testing

@testable import Management

/// What describes the listener says what the listener is.
struct DescriptionTests {
    private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: Self.repository.appendingPathComponent(path), encoding: .utf8)
    }

    @Test("The descriptions that are served are those of docs/openapi", arguments: ["management", "m2m"])
    func served(_ name: String) async throws {
        try await withManagement { managed in
            let answer = try await managed.get("/openapi/\(name).yaml")
            #expect(answer.headers.first(name: "Content-Type") == "application/yaml")
            #expect(answer.text == (try Self.text("docs/openapi/\(name).yaml")))
        }
    }

    @Test("Every route is described, and no other")
    func routes() throws {
        var path = ""
        var described: Set<String> = []
        for line in try Self.text("docs/openapi/management.yaml").split(separator: "\n") {
            if let match = line.wholeMatch(of: #/  (/[^:]*):.*/#) { path = String(match.1) }
            if let match = line.wholeMatch(of: #/    (get|put|post|delete):/#) {
                described.insert("\(match.1.uppercased()) \(path)")
            }
        }
        #expect(described == Set(RouteTable.all.routes.map(\.name)))
    }

    @Test("The table of problems in docs/control.md is that of the program")
    func problems() throws {
        let rows = try Self.text("docs/control.md").matches(of: #/\n\| `([a-z0-9-]+)` \| ([0-9]{3}) \| ([^|]+) \|/#)
        let told = rows.map { "\($0.1) \($0.2) \($0.3)" }
        #expect(told == ControlProblem.catalogue.map { "\($0.code) \($0.status) \($0.title)" })
    }

    @Test("Every key of the settings' schema is in the answer")
    func settings() async throws {
        let schema = JSON(
            try JSONSerialization.jsonObject(with: Data(Self.text("docs/schema/settings.schema.json").utf8))
        )
        try await withManagement { managed in
            let answer = try await managed.get("/settings").json
            #expect(answer.keys == schema["properties"].keys)
            for section in ["session", "uploads", "validation", "answers", "limits", "tls", "certificates", "journal"] {
                #expect(answer[section].keys == schema["properties"][section]["properties"].keys, "\(section)")
            }
            #expect(answer["processing-delay"].string == "2s")
            #expect(answer["environments"]["test"]["users"][0]["name"].string == "demo")
        }
    }
}
