import Foundation

/// A client that calls heartbeat with each of several certificates, under TLS 1.2 and 1.3.
enum HeartbeatClient: String, CaseIterable, CustomStringConvertible {
    case curl
    case pythonHTTPClient = "Python's http.client"
    case requests = "Python's requests"
    case java = "Java's HttpClient"
    case node = "Node's https"

    var description: String { self.rawValue }

    /// Those on this machine: all but `requests`, which is no part of Python, must be there.
    static func installed(in place: Workplace) async throws -> [HeartbeatClient] {
        let hasRequests = try await place.start("python3", ["-c", "import requests"]).exitCode() == 0
        return Self.allCases.filter { $0 != .requests || hasRequests }
    }

    /// - Parameters:
    ///   - folder: of the files, each named after its certificate.
    ///   - names: of the certificates; `missing` for none.
    /// - Returns: one answer a certificate and version; of a call that failed, `failure` and, where the client tells,
    ///   `phase`.
    func call(_ emulator: Emulator, _ folder: String, _ names: [String]) async throws -> [Answer] {
        let arguments = [emulator.place.readyFile.path, folder] + names
        return switch self {
        case .curl: try await Self.curl(emulator, folder, names)
        case .pythonHTTPClient: try await Self.run("python3", "heartbeats.py", ["http.client"] + arguments, emulator)
        case .requests: try await Self.run("python3", "heartbeats.py", ["requests"] + arguments, emulator)
        case .java: try await Self.run("java", "Heartbeats.java", arguments, emulator)
        case .node: try await Self.run("node", "heartbeats.mjs", arguments, emulator)
        }
    }

    private static func run(
        _ program: String,
        _ client: String,
        _ arguments: [String],
        _ emulator: Emulator
    ) async throws -> [Answer] {
        try Answer.lines(try await emulator.place.run(program, [Repository.client(client)] + arguments))
    }

    private static func curl(_ emulator: Emulator, _ folder: String, _ names: [String]) async throws -> [Answer] {
        var answers: [Answer] = []
        for name in names {
            let files = name == "missing" ? [] : ["--cert", "\(folder)/\(name).crt", "--key", "\(folder)/\(name).key"]
            for tls in ["1.2", "1.3"] {
                let version = ["--tlsv\(tls)", "--tls-max", tls, "-w", "\\n%{http_code}"]
                let call = ["-q", "-sS", "--cacert", emulator.ready.ca] + files + version
                let child = try await emulator.place.start("curl", call + ["\(emulator.ready.baseURL)heartbeat"])
                let code = try await child.exitCode()
                var answer = Answer(step: name, tls: tls)
                if code == 0 {
                    let lines = child.output.split(separator: "\n").map(String.init)
                    (answer.body, answer.status) = (lines.first, lines.last.flatMap { Int($0) })
                } else {
                    answer.failure = child.errors
                }
                answers.append(answer)
            }
        }
        return answers
    }
}
