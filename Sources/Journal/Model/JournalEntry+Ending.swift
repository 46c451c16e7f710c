extension JournalEntry {
    /// How a thing ended, as far as anybody asks.
    public enum Ending: String, Hashable, Sendable, CaseIterable {
        /// Answered with a status below 400.
        case accepted
        /// Answered with another, or ended in the handshake.
        case refused
        /// A scenario's fault broke the connection.
        case broken
        /// The client went before it was answered.
        case abandoned
    }

    public var ending: Ending {
        switch self.request?.outcome {
        case .answered(let answer): answer.status < 400 ? .accepted : .refused
        case .brokenByScenario: .broken
        case .abandonedByClient: .abandoned
        case nil: .refused
        }
    }

    /// What was injected into it, in the order in which it was.
    public var injections: [Injection] { self.request?.injections ?? self.handshake?.injections ?? [] }

    /// What it was, in words: `fragment 2 of 'a.xml'`, `a failed handshake`.
    public var words: String {
        guard let request else { return "a failed handshake" }
        return request.call?.words ?? "\(request.method) \(request.target.prefix(100))"
    }

    /// How it ended, in words after ``words``: `was refused with 409 fragment-out-of-order`.
    public var endingWords: String {
        guard let request else { return "ended before any request" }
        switch request.outcome {
        case .answered(let answer) where answer.status < 400: return "was answered with \(answer.status)"
        case .answered(let answer):
            let code = answer.problemCode.map { " \($0)" } ?? ""
            return "was refused with \(answer.status)\(code)" + self.injectionWords
        case .brokenByScenario: return "was broken by a scenario" + self.injectionWords
        case .abandonedByClient: return "was given up by the client before its answer" + self.injectionWords
        }
    }

    private var injectionWords: String {
        let causes = self.injections.map { $0.rule.isEmpty ? $0.what : $0.rule }
        return causes.isEmpty ? "" : " (injected by \(causes.joined(separator: ", ")))"
    }
}
