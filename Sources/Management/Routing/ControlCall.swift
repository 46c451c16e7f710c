import Domain
import Foundation
import Hummingbird
import Server

/// One control call, on its way through the listener.
struct ControlCall: Sendable {
    let request: Request
    /// What the path has in the place of each `{name}`.
    let parameters: Parameters
    /// Found again in the log and in a problem: 32 lower-case hexadecimal digits.
    let traceID: String
    let desk: ControlDesk
}

/// What the calls work on.
struct ControlDesk: Sendable {
    let emulator: Emulator
    let limits: ManagementLimits
    /// `http://127.0.0.1:8480`.
    let ownURL: @Sendable () -> String
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
