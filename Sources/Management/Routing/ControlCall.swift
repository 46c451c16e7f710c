import Domain
import Foundation
import Hummingbird
import Server

/// One control call, on its way through the listener.
struct ControlCall: Sendable {
    let request: Request
    let context: ControlContext
    let desk: ControlDesk

    /// What the path has in the place of each `{name}`.
    var parameters: Parameters { self.context.parameters }
}

/// What the calls work on.
struct ControlDesk: Sendable {
    let emulator: Emulator
    let limits: ManagementLimits
}

extension ControlCall {
    /// What the path has in the place of `{name}`, percent-decoded.
    func path(_ name: String) -> String {
        let written = self.parameters.get(name) ?? ""
        return written.removingPercentEncoding ?? written
    }

    /// The environment that the path names.
    func environment() throws(ControlProblem) -> RunningEnvironment {
        let name = self.path("environment")
        let running = self.desk.emulator.environments
        guard let environment = running.first(where: { $0.name.rawValue == name }) else {
            throw .environmentUnknown(name, running: running.map(\.name))
        }
        return environment
    }
}
