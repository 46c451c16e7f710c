import Foundation

/// A call that is made until it has an answer other than passing trouble.
struct Attempt {
    let name: String
    let call: Call
    /// Whether the call may be made again although it may have been obeyed: not a lone -1, which would make a second
    /// delivery.
    var isRepeatable = true

    init(_ name: String, _ call: Call) {
        self.name = name
        self.call = call
    }
}

/// What a call came to in the end.
struct Persisted {
    let answer: ServerAnswer
    /// Whether an earlier attempt may have been obeyed although its answer was lost, or told of trouble.
    let isInDoubt: Bool
}

extension M2MClient {
    /// Makes the call again after 408, 429, 5xx, a broken connection and a timeout, with the waits of the policy.
    ///
    /// - Throws: ``ClientError`` when there is no answer, or none but trouble.
    func persist(in attempt: Attempt) async throws(ClientError) -> Persisted {
        var isInDoubt = false
        var failures = 0
        while true {
            if Task.isCancelled { throw .cancelled }
            let result = await self.once(attempt.call)
            if case .success(let answer) = result, !Self.isPassing(answer) {
                return Persisted(answer: answer, isInDoubt: isInDoubt)
            }
            failures += 1
            let trouble = try self.trouble(result, attempt: attempt)
            guard attempt.isRepeatable || trouble.wasNotObeyed else { throw .outcomeUnknown(nil, reason: trouble.text) }
            isInDoubt = isInDoubt || !trouble.wasNotObeyed
            guard failures < self.policy.attempts else {
                throw .gaveUp("The call '\(attempt.name)'", attempts: failures, last: trouble.text)
            }
            let wait = try self.wait(after: failures, trouble, of: attempt)
            self.report(.waiting(wait, reason: trouble.text, attempt: failures, of: self.policy.attempts))
            try await self.sleep(wait)
        }
    }

    private struct Trouble {
        let text: String
        let wasNotObeyed: Bool
        let retryAfter: Duration?
    }

    /// - Throws: what trying again cannot mend.
    private func trouble(
        _ result: Result<ServerAnswer, TransportFailure>,
        attempt: Attempt
    ) throws(ClientError) -> Trouble {
        switch result {
        case .success(let answer):
            let isPutOff = answer.status == 503 || answer.status == 429
            return Trouble(
                text: Refusal(answer).explanation,
                wasNotObeyed: isPutOff || answer.status == 409,
                retryAfter: answer.retryAfter(now: Date())
            )
        case .failure(let failure):
            switch failure.kind {
            case .serverCertificate: throw .serverCertificate(failure.reason)
            case .alert: throw .clientCertificate(failure.reason)
            case .file: throw .fileChanged(attempt.call.part?.path ?? "", what: failure.reason)
            case .unreachable where !self.hasEverAnswered: throw .unreachable(failure.reason)
            case .unreachable:
                return Trouble(text: "No connection: \(failure.reason).", wasNotObeyed: true, retryAfter: nil)
            case .broken, .timedOut:
                return Trouble(text: "No answer: \(failure.reason).", wasNotObeyed: false, retryAfter: nil)
            }
        }
    }

    private func wait(after failures: Int, _ trouble: Trouble, of attempt: Attempt) throws(ClientError) -> Duration {
        let own = self.policy.wait(after: failures, jitter: self.pace.jitter())
        guard let asked = trouble.retryAfter else { return own }
        guard asked <= self.policy.longestRetryAfter else {
            throw .tooLongToWait(
                "The call '\(attempt.name)'",
                asked: asked,
                longest: self.policy.longestRetryAfter,
                last: trouble.text
            )
        }
        return max(own, asked)
    }

    /// Whether the same call may be answered otherwise in a while. Two 409 are of that kind: this client's own broken call
    /// may not have ended at the server.
    private static func isPassing(_ answer: ServerAnswer) -> Bool {
        switch answer.status {
        case 408, 429, 500...599: true
        case 409: ["upload-busy", "fragment-superseded"].contains(Refusal(answer).code)
        default: false
        }
    }
}
