import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Where an emulator lets itself be controlled.
struct ManagementAddress: Sendable {
    /// With its final slash.
    let text: String

    init?(_ text: String) {
        guard let parts = URLComponents(string: text), parts.scheme == "http" || parts.scheme == "https",
            parts.host?.isEmpty == false, parts.query == nil, parts.fragment == nil
        else { return nil }
        self.text = text.hasSuffix("/") ? text : text + "/"
    }

    /// Asks whether the emulator accepts connections of clients, and then where.
    func look(token: String?) async -> Readiness {
        switch await self.ask("ready", token) {
        case .ready: await self.ask("environments", token)
        case let other: other
        }
    }

    private func ask(_ path: String, _ token: String?) async -> Readiness {
        let url = self.text + path
        var request = HTTPClientRequest(url: url)
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        do {
            let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
            let body = try await answer.body.collect(upTo: 1 << 20)
            let line = String(buffer: body).trimmingCharacters(in: .newlines)
            switch answer.status {
            case .ok: return .ready(line)
            case .serviceUnavailable: return .notYet("\(url) answers 503: \(line)")
            default: return .refused("\(url) answers \(answer.status.code): \(line)")
            }
        } catch {
            return .notYet("nobody answers at \(url).")
        }
    }
}
