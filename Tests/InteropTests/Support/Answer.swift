import Foundation
import Testing

/// One line that a client printed: an answer it got, or what else became of a step.
struct Answer: Decodable {
    let step: String
    var status: Int?
    var reason: String?
    /// By name in lower case.
    var headers: [String: String]?
    /// As it came, so that tests can compare the text itself.
    var body: String?
    /// The request that was sent, head and beginning of the body.
    var request: String?
    var tls: String?
    var closed: Bool?
    var milliseconds: Int?
    /// The connection broke instead of an answer.
    var failure: String?
    /// Where the failure was told: `handshake`, `request` or `answer`.
    var phase: String?

    var note: String? { self.headers?["m2m-emulator-note"] }

    /// The members of a body that is a JSON object.
    var object: [String: Any] {
        get throws {
            let value = try JSONSerialization.jsonObject(with: Data((self.body ?? "").utf8))
            return try #require(value as? [String: Any], "not a JSON object: \(self.body ?? "")")
        }
    }

    /// The stable code of a problem.
    var code: String? { (try? self.object)?["code"] as? String }

    /// The id in the answer to a fragment.
    var deliveryID: String {
        get throws { try #require(try self.object["DeliveryId"] as? String, "no DeliveryId: \(self)") }
    }

    /// The session cookie that a heartbeat set, without its attributes.
    var session: String? { self.headers?["set-cookie"]?.split(separator: ";").first.map(String.init) }

    /// Each line of a client's output.
    static func lines(_ output: String) throws -> [Answer] {
        try output.split(separator: "\n").map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
    }
}

extension [Answer] {
    /// The statuses in their order, 0 for a connection that broke.
    var statuses: [Int] { self.map { $0.status ?? 0 } }
}
