import Foundation
import Journal
import NIOCore
import NIOHTTP1

extension Call {
    /// Whether the client could read the answer whole.
    var isAnswered: Bool { self.request.answer != nil }

    /// `nil` when the client was not answered.
    var status: Int? { self.request.answer?.status }
    /// Of the answer's problem; `nil` for an answer that a scenario wrote, which says nothing of the call.
    var code: String? { self.hasScriptedAnswer ? nil : self.request.answer?.problemCode }

    private var hasScriptedAnswer: Bool { self.request.injections.contains { $0.what.hasPrefix("answer:") } }

    var isAcknowledged: Bool { self.status == 200 }

    /// Whether the emulator did something on purpose.
    var isInjected: Bool { !self.request.injections.isEmpty }

    var wasAbandoned: Bool { if case .abandonedByClient = self.request.outcome { true } else { false } }

    /// Whether the same call may fare better later: no answer, 408, 429 and 5xx.
    var isPassingTrouble: Bool {
        guard let status = self.status else { return true }
        return status == 408 || status == 429 || status >= 500
    }

    /// Whether the session was refused.
    var isUnauthorized: Bool { self.status == 401 }

    /// What the client saw, for evidence.
    var outcomeText: String {
        guard let status = self.status else {
            return self.wasAbandoned ? "left by the client before its answer" : "broken off without an answer"
        }
        return self.request.answer?.problemCode.map { "answered \(status) \($0)" } ?? "answered \(status)"
    }

    /// The fragment that a refusal for the order asks for, in its hint; `nil` where it names none.
    var expectedIndex: Int? {
        guard self.status == 409, let answer = self.request.answer,
            let members = try? JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)),
            let hint = (members as? [String: Any])?["hint"] as? String,
            let place = hint.range(of: "Send fragment ")
        else { return nil }
        return Int(hint[place.upperBound...].prefix { $0.isNumber })
    }

    /// After how long the answer lets the client come again (RFC 9110, 10.2.3); `nil` when it does not say.
    var retryAfter: TimeInterval? {
        guard let answer = self.request.answer, let text = answer.headers.first(name: "retry-after") else { return nil }
        if let seconds = TimeInterval(text) { return seconds }
        guard let date = HTTPTime.date(text), let now = answer.headers.first(name: "date").flatMap(HTTPTime.date) else {
            return nil
        }
        return max(0, date.timeIntervalSince(now))
    }
}

/// Times as HTTP writes them (RFC 9110, 5.6.7).
private enum HTTPTime {
    static func date(_ text: String) -> Date? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: text)
    }
}
