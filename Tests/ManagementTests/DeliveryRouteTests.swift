import EmulatorTesting
import Foundation
import NIOHTTP1
import Testing

/// Deliveries as somebody who controls the emulator sees them, and what is done to them.
struct DeliveryRouteTests {
    private static let scope = "/environments/test"

    @Test("A delivery is found, and tells how it came to be what it is")
    func timeline() async throws {
        try await withManagement { managed in
            let id = try await managed.test.client().deliver()
            let began = try managed.test.scope.now
            let path = "\(Self.scope)/deliveries/\(id)"
            let early = try await managed.get(path).json
            #expect(early["status"]["text"].string == "Bearbetar")
            #expect(early["fileName"].string == "holdings.xml")
            #expect(early["nextChange"].string == Self.text(began + 2))
            try await managed.test.advance(by: .seconds(10))
            let late = try await managed.get(path).json
            #expect(late["status"]["name"].string == "readIn")
            #expect(late["forced"].bool == false)
            let events = try await managed.get(path + "/timeline").json["events"].list ?? []
            let statuses = events.filter { $0["what"].string == "status" }
            #expect(statuses.map { $0["status"]["text"].string } == ["Bearbetar", "Inläst"])
            #expect(statuses.map { $0["cause"].string } == ["submission", "validation"])
            #expect(statuses.map { $0["time"].string } == [Self.text(began), Self.text(began + 2)])
        }
    }

    @Test("An outcome that was told keeps its time")
    func toldOutcome() async throws {
        try await withManagement { managed in
            let client = try await managed.test.client()
            let id = try await client.deliver()
            let began = try managed.test.scope.now
            try await managed.test.advance(by: .seconds(60))
            _ = try await client.history(id)
            let timeline = try await managed.get("\(Self.scope)/deliveries/\(id)/timeline").json
            let statuses = timeline["events"].list?.filter { $0["what"].string == "status" } ?? []
            #expect(statuses.last?["time"].string == Self.text(began + 2))
        }
    }

    @Test("A forced status is what history tells, and is marked")
    func forced() async throws {
        try await withManagement { managed in
            let client = try await managed.test.client()
            let id = try await client.deliver()
            try await managed.test.advance(by: .seconds(2))
            #expect(try await client.history(id).outcome == .readIn)
            let body = """
                {"status": "Ej Inläst", "findings": [{"rule": "R7", "severity": "error", "message": "Fel summa"}]}
                """
            let answer = try await managed.send(.PUT, "\(Self.scope)/deliveries/\(id)/status", json: body)
            #expect(answer.status == 200)
            #expect(answer.json["forced"].bool == true)
            #expect(try await client.history(id).outcome == .stopped)
            let findings = try await managed.get("\(Self.scope)/deliveries/\(id)/findings").json
            #expect(findings["counts"]["Error"].int == 1)
            #expect(findings["findings"][0]["message"]["sv"].string == "Fel summa")
            let timeline = try await managed.get("\(Self.scope)/deliveries/\(id)/timeline").json
            let causes = timeline["events"].list?.compactMap { $0["cause"].string }
            #expect(causes == ["submission", "validation", "force"])
        }
    }

    @Test("A status that the program does not have")
    func impossible() async throws {
        try await withManagement { managed in
            let id = try await managed.test.client().deliver()
            let answer = try await managed.send(
                .PUT,
                "\(Self.scope)/deliveries/\(id)/status",
                json: #"{"status": "readInWithErrors"}"#
            )
            #expect(answer.status == 409)
            #expect(answer.json["code"].string == "status-impossible")
            let detail = try #require(answer.json["detail"].string)
            #expect(
                detail.hasPrefix("A delivery to VINN cannot be 'Inläst med fel'; allowed: 'Ej Påbörjad', 'Bearbetar', ")
            )
        }
    }

    @Test("A scripted delivery is released step by step, and no further")
    func released() async throws {
        let scenario = """
            scenario: slow
            rules:
              - name: by-hand
                then:
                  status:
                    - {state: processing, by-hand: true}
                    - {state: read}
            """
        try await withManagement { managed in
            let added = try await managed.send(
                .POST,
                "\(Self.scope)/scenarios",
                headers: ["Content-Type": "application/yaml"],
                body: scenario
            )
            try #require(added.status == 201, "\(added.text)")
            let id = try await managed.test.client().deliver()
            let path = "\(Self.scope)/deliveries/\(id)"
            #expect(try await managed.get(path).json["status"]["text"].string == "Bearbetar")
            #expect(try await managed.send(.POST, path + "/release").json["status"]["text"].string == "Inläst")
            let again = try await managed.send(.POST, path + "/release")
            #expect(again.status == 409)
            #expect(
                again.json["detail"].string == "The delivery \(id) is 'Inläst', and no step of a scenario follows."
            )
        }
    }

    @Test("Filters and pages")
    func pages() async throws {
        try await withManagement { managed in
            let client = try await managed.test.client()
            var ids: [String] = []
            for number in 1...5 {
                ids.append(try await client.deliver(TestFile(name: "file\(number).xml")).description)
            }
            let first = try await managed.get("\(Self.scope)/deliveries?limit=2").json
            #expect(first["deliveries"].list?.map { $0["id"].string } == Array(ids[0..<2]))
            let next = try #require(first["next"].int)
            let rest = try await managed.get("\(Self.scope)/deliveries?limit=3&after=\(next)").json
            #expect(rest["deliveries"].list?.map { $0["id"].string } == Array(ids[2..<5]))
            #expect(rest["next"].isNull)
            for (query, count) in [
                ("fileName=file3.xml", 1), ("status=Bearbetar", 5), ("status=readIn", 0), ("program=krita", 0),
                ("format=v40&organisation=999000-0045&period=2026-09-30", 5), ("user=fund", 0), ("user=demo", 5),
            ] {
                let found = try await managed.get("\(Self.scope)/deliveries?\(query)").json["deliveries"].list?.count
                #expect(found == count, Comment(rawValue: query))
            }
            try await managed.test.advance(by: .seconds(5))
            let read = try await managed.get("\(Self.scope)/deliveries?status=Inl%C3%A4st&limit=4").json
            #expect(read["deliveries"].list?.count == 4)
            #expect(read["next"].int != nil)
        }
    }

    @Test("A sandbox's delivery is not the environment's, nor the other way about")
    func apart() async throws {
        try await withManagement { managed in
            let sandbox = try await managed.test.makeSandbox("apart")
            let own = try await sandbox.client.deliver()
            let other = try await managed.test.client().deliver()
            let scope = "\(Self.scope)/sandboxes/apart"
            #expect(try await managed.get("\(scope)/deliveries/\(own)").status == 200)
            #expect(try await managed.get("\(scope)/deliveries/\(other)").json["code"].string == "delivery-unknown")
            #expect(try await managed.get("\(Self.scope)/deliveries/\(own)").json["code"].string == "delivery-unknown")
            let list = try await managed.get("\(Self.scope)/deliveries").json["deliveries"]
            #expect(list.list?.map { $0["id"].string } == [other.description])
        }
    }

    @Test("The stored bytes come back, byte for byte, with the file's name")
    func file() async throws {
        try await withManagement { managed in
            let name = "innehav å 'x'.xml"
            let id = try await managed.test.client().deliver(TestFile(name: name))
            let answer = try await managed.get("\(Self.scope)/deliveries/\(id)/file")
            #expect(answer.text == TestFile.sample)
            #expect(answer.headers.first(name: "Content-Type") == "application/octet-stream")
            #expect(
                answer.headers.first(name: "Content-Disposition")
                    == "attachment; filename*=UTF-8''innehav%20%C3%A5%20%27x%27.xml"
            )
            try FileManager.default.removeItem(atPath: "\(managed.emulator.test.filesFolder)/\(id)")
            let gone = try await managed.get("\(Self.scope)/deliveries/\(id)/file")
            #expect(gone.status == 404)
            #expect(gone.json["code"].string == "file-missing")
        }
    }

    static func text(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
