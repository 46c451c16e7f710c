import Foundation
import NIOCore
import NIOPosix

/// Looks whether a ready file is there, and whether the emulator that it tells of is: one that was killed leaves its file.
struct ReadyFileLook: Sendable {
    let path: String
    /// Of its management listener; `nil` when there is none.
    let token: String?

    func look() async -> Readiness {
        guard let data = FileManager.default.contents(atPath: self.path) else {
            return .notYet(
                "there is no ready file '\(self.path)'. Look at what the emulator printed, and whether it was started with "
                    + "that --ready-file."
            )
        }
        guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let base = (object["baseURL"] as? String).flatMap({ URLComponents(string: $0) }),
            let host = base.host, let port = base.port, let line = Self.line(object)
        else {
            return .notYet("'\(self.path)' is no ready file. Name the file that 'serve --ready-file' writes.")
        }
        if let management = object["managementURL"] as? String, let address = ManagementAddress(management) {
            switch await address.look(token: self.token) {
            case .ready: return .ready(line)
            case .refused(let reason): return .refused(reason)
            case .notYet(let reason):
                return .notYet("\(reason) The ready file '\(self.path)' may be of an emulator that was killed.")
            }
        }
        guard await Self.answers(host: host, port: port) else {
            return .notYet(
                "nobody accepts connections on \(host):\(port), which '\(self.path)' names. It may be of an emulator that "
                    + "was killed."
            )
        }
        return .ready(line)
    }

    private static func line(_ object: [String: Any]) -> String? {
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
        return (try? JSONSerialization.data(withJSONObject: object, options: options))
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Opens a connection and closes it.
    private static func answers(host: String, port: Int) async -> Bool {
        let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connectTimeout(.seconds(2))
        guard let channel = try? await bootstrap.connect(host: host, port: port).get() else { return false }
        try? await channel.close()
        return true
    }
}
