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

    /// Asks whether it accepts connections of clients.
    func look() async -> Readiness {
        let url = "\(self.text)ready"
        do {
            let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(5))
            let body = try await answer.body.collect(upTo: 1 << 20)
            let line = String(buffer: body).trimmingCharacters(in: .newlines)
            guard answer.status == .ok else { return .notYet("\(url) answers \(answer.status.code): \(line)") }
            return .ready(line)
        } catch {
            return .notYet("nobody answers at \(url).")
        }
    }
}
