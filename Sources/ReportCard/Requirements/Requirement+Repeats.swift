import Foundation
import Journal

// How a client waits before it makes a call again, and for answers.
extension Requirement {
    static let repeats = [retryAfter, pause, answerAwaited]

    private static let retryAfter = Requirement(
        "retry-after-honoured",
        "Retry-After is waited for",
        .assumed("RFC 9110, 10.2.3"),
        text: "After 503 or 429 with Retry-After, the same call is not made before that time.",
        advice: "Read Retry-After, in seconds or a date, and wait at least so long before the same call."
    ) { traffic, findings in
        for (call, next) in traffic.repeatedCalls {
            guard let asked = call.retryAfter else { continue }
            let waited = next.pause(after: call)
            let text = "\(next.name) came \(waited.text) after an answer with Retry-After \(asked.text)"
            // The answer is on its way for a while; the client's clock and the journal's are rounded.
            findings.note(pauseWasKept: waited >= asked - 0.1, call, next, text)
        }
    }

    private static let pause = Requirement(
        "pause-before-repeat",
        "Repeated calls pause",
        .assumed(),
        text: """
            A call is made again after a pause: after 408, 429 and 5xx at least a tenth of a second, and when it fails \
            repeatedly at least half a second from the second time on. A broken connection may be tried anew at once.
            """,
        advice: "Wait a second after the first failure, twice as long after each further one, and give up at some time."
    ) { traffic, findings in
        var failures: [Call.Kind: Int] = [:]
        for (call, next) in traffic.repeatedCalls {
            let inARow = (failures[call.kind] ?? 0) + 1
            failures[call.kind] = next.isPassingTrouble ? inARow : 0
            let least: TimeInterval = inARow > 1 ? 0.5 : call.isAnswered ? 0.1 : 0
            let waited = next.pause(after: call)
            let text = "\(next.name) came again \(waited.text) after it was \(call.outcomeText)"
            findings.note(pauseWasKept: waited >= least, call, next, text)
        }
    }

    private static let answerAwaited = Requirement(
        "answer-awaited",
        "Answers are waited for",
        .assumed("2.2.1 and 2.2.2 give no time"),
        text: "The client does not leave a call within 30 s of its beginning: -1 is answered when the file is checked.",
        advice: "Set the time limit for an answer to a minute or more, that for the last fragment above all."
    ) { traffic, findings in
        for call in traffic.calls where call.kind != .other {
            if call.isAnswered {
                findings.kept(call, "\(call.name) was answered after \(call.entry.duration.interval.text)")
            } else if call.wasAbandoned {
                let waited = call.entry.duration.interval
                let text = "\(call.name) was left by the client after \(waited.text)"
                if waited < 30 { findings.broken(call, text) } else { findings.kept(call, text) }
            }
        }
    }
}

extension Findings {
    /// - Parameter isKept: whether `next`, the same call as `call`, came late enough.
    fileprivate mutating func note(pauseWasKept isKept: Bool, _ call: Call, _ next: Call, _ text: String) {
        // Heartbeats and questions are alike, whoever makes them: on another connection it may be another process.
        let mayBeAnothers = call.file == nil && call.isAnswered && next.connection != call.connection
        if !isKept, mayBeAnothers { return self.open(next, text) }
        self.note(isKept, next, kept: text, broken: text)
    }
}

extension ClientTraffic {
    /// Calls with passing trouble and the same calls made again.
    fileprivate var repeatedCalls: [(call: Call, next: Call)] {
        self.calls.enumerated().compactMap { place, call in
            guard call.kind != .other, call.isPassingTrouble else { return nil }
            let next = self.calls.dropFirst(place + 1).first { $0.kind == call.kind && $0.begin >= call.end }
            return next.map { (call, $0) }
        }
    }
}

extension TimeInterval {
    /// `1.25 s`, to the hundredth.
    var text: String {
        let hundredths = (self * 100).rounded() / 100
        return hundredths == hundredths.rounded()
            ? "\(Int(hundredths)) s" : "\(hundredths) s"
    }
}
