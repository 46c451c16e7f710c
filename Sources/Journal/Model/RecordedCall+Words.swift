public import Domain

extension RecordedCall {
    /// Which of the interface's calls there are (docs/protocol.md, "Endpoints").
    public enum Endpoint: String, Hashable, Sendable, CaseIterable {
        case heartbeat, upload, history
    }

    public var endpoint: Endpoint {
        switch self {
        case .heartbeat: .heartbeat
        case .upload: .upload
        case .history: .history
        }
    }

    /// The words of an upload's path; `nil` for the other calls.
    public var submission: RawSubmission? { if case .upload(let raw, _) = self { raw } else { nil } }

    /// What the words of an upload's path mean; `nil` where one means nothing.
    public var parameters: SubmissionParameters? {
        if case .upload(_, let parameters) = self { parameters } else { nil }
    }

    /// Which fragment an upload carries, although another word of the path may mean nothing.
    public var fragment: FragmentIndex? {
        self.parameters?.fragment ?? self.submission.flatMap { FragmentIndex($0.fragment) }
    }

    /// The call in words, after an article or a verb: `fragment 2 of 'a.xml'`.
    public var words: String {
        switch self {
        case .heartbeat: "heartbeat"
        case .history(let id, let text): "history of \(id?.description ?? "'\(text)'")"
        case .upload(let raw, _):
            self.fragment.map { "\($0.words) of '\(raw.fileName)'" }
                ?? "fragment '\(raw.fragment)' of '\(raw.fileName)'"
        }
    }
}

extension FragmentIndex {
    /// `fragment 2`, `-1`.
    var words: String { self == .closing ? "-1" : "fragment \(self)" }
}
