import Domain
import Foundation
import Server
import Settings
import Testing

@Suite("Test and production beside each other", .timeLimit(.minutes(5)))
struct EnvironmentTests {
    @Test("A certificate of one is refused by the other, though both have the user's name")
    func foreignCertificate() async throws {
        try await withEmulator(production: true) { test in
            let production = try #require(test.emulator.production)
            for (home, other) in [(test.emulator.test, production), (production, test.emulator.test)] {
                let identity = try #require(Identity("demo", of: home))
                var answers: [M2MClient.Answer] = []
                for environment in [home, other] {
                    answers.append(try await test.withClient(identity, at: environment) { try await $0.heartbeat() })
                }
                #expect(answers.map(\.status) == [200, 403], "\(home.name)")
                #expect(answers[1].code == "certificate-untrusted")
            }
        }
    }

    @Test("The same file delivered to both is two deliveries, of which neither knows the other's")
    func deliveries() async throws {
        try await withEmulator(production: true) { test in
            let environments = test.emulator.environments
            var ids: [String] = []
            for environment in environments { ids.append(try await self.deliver(to: environment, test)) }
            #expect(Set(ids).count == 2)
            #expect(environments.map(\.name) == [.test, .production])
            for (environment, own) in zip(environments, ids) {
                let files = try FileManager.default.contentsOfDirectory(atPath: environment.filesFolder)
                #expect(files == [own])
                let identity = try #require(Identity("demo", of: environment))
                try await test.withClient(identity, at: environment) { client in
                    for id in ids {
                        let history = try await client.history(id)
                        #expect(history.status == (id == own ? 200 : 404), "\(environment.name)")
                        #expect(history.code == (id == own ? nil : "delivery-unknown"))
                    }
                }
            }
        }
    }

    @Test("A session of one is none of the other, whatever its cookie is called; upload and fragments are apart")
    func sessions() async throws {
        try await withEmulator(production: true) { test in
            let production = try #require(test.emulator.production)
            let cookie = try await test.withClient { client in
                let cookie = try await client.heartbeat().cookie
                #expect(cookie.hasPrefix("M2MSession-test="))
                #expect(try await client.upload("0", "<Report>", cookie: cookie).status == 200)
                return cookie
            }
            let renamed = cookie.replacing("M2MSession-test", with: "M2MSession-production")
            try await test.withClient(Identity("demo", of: production), at: production) { client in
                #expect(try await client.upload("1", "</Report>", cookie: cookie).code == "session-missing")
                #expect(try await client.upload("1", "</Report>", cookie: renamed).code == "session-unknown")
                let own = try await client.heartbeat().cookie
                #expect(own.hasPrefix("M2MSession-production="))
                #expect(try await client.upload("1", "</Report>", cookie: own).code == "fragment-out-of-order")
            }
        }
    }

    @Test("Both go on after a stop, and production's deliveries wait for it while it is not served")
    func restart() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let ids = try await withEmulator(data: folder.path, production: true) { test in
            var ids: [String] = []
            for environment in test.emulator.environments { ids.append(try await self.deliver(to: environment, test)) }
            return ids
        }
        for production in [false, true] {
            try await withEmulator(data: folder.path, production: production) { test in
                #expect(test.emulator.environments.count == (production ? 2 : 1))
                for (environment, id) in zip(test.emulator.environments, ids) {
                    let identity = try #require(Identity("demo", of: environment))
                    let history = try await test.withClient(identity, at: environment) { try await $0.history(id) }
                    #expect(history.status == 200)
                }
            }
        }
    }

    @Test("When one cannot listen, the other is let go with its port and its data folder, and nothing runs")
    func allOrNothing() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await withEmulator { occupant in
            let free = try await withEmulator { $0.emulator.test.port }
            let taken = occupant.emulator.test.port
            let error = await #expect(throws: EmulatorError.self) {
                try await withEmulator(data: folder.path, ports: (free, taken)) { _ in }
            }
            #expect(error?.description.contains("127.0.0.1:\(taken)") == true)
            #expect(error?.description.contains("--production-port") == true)
            try await withEmulator(data: folder.path, ports: (free, nil)) { test in
                let heartbeat = try await test.withClient { try await $0.heartbeat() }
                #expect(heartbeat.status == 200)
            }
        }
    }

    /// - Returns: the delivery's id.
    private func deliver(to environment: RunningEnvironment, _ test: EmulatorUnderTest) async throws -> String {
        let identity = try #require(Identity("demo", of: environment))
        return try await test.withClient(identity, at: environment) { client in
            let cookie = try await client.heartbeat().cookie
            let sent = try await client.upload("-1", SampleText.report, cookie: cookie)
            #expect(sent.status == 200)
            return sent.deliveryID
        }
    }
}
