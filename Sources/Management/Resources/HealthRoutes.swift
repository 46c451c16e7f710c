import Domain
import Hummingbird
import Server

/// Whether the emulator lives and what runs in it.
enum HealthRoutes {
    static let routes = [
        ControlRoute(.get, "/health") { _ in .json(State(status: "alive")) },
        ControlRoute(.get, "/ready") { call in
            guard call.desk.emulator.isAccepting else { throw ControlProblem.notReady }
            return .json(State(status: "ready"))
        },
        ControlRoute(.get, "/environments") { call in
            let ca = try call.desk.emulator.serverAuthorityPEM
            return .json(
                Environments(
                    environments: call.desk.emulator.environments.map {
                        Environments.Place(name: $0.name.rawValue, baseURL: $0.baseURL, ca: ca)
                    }
                )
            )
        },
    ]

    private struct State: Encodable {
        let status: String
    }

    private struct Environments: Encodable {
        let environments: [Place]

        struct Place: Encodable {
            let name: String
            let baseURL: String
            /// PEM.
            let ca: String
        }
    }
}
