public import Domain
import YAMLReading

extension DeliveryCourse {
    /// What becomes of the delivery, for a person, in SCB's words for the states.
    public var words: String {
        self.steps.map { step in
            let findings =
                step.findings.isEmpty ? "" : " with " + step.findings.map(\.words).joined(separator: ", ")
            return step.status.text + findings + (step.leaving.map { " \($0.words)" } ?? " for ever")
        }.joined(separator: ", then ")
    }
}

extension DeliveryCourse.Leaving {
    fileprivate var words: String {
        switch self {
        case .after(let length): "for \(length.settingsText)"
        case .polls(1): "for 1 history answer"
        case .polls(let count): "for \(count) history answers"
        case .byHand: "until somebody releases it"
        }
    }
}

extension Finding {
    fileprivate var words: String { "\(self.severity.scenarioWord) \(self.rule) at \(self.line):\(self.column)" }
}

extension ScriptedAnswer: CustomStringConvertible {
    public var description: String {
        let content =
            switch self.body {
            case .problem(let code): "a problem" + (code.map { " '\($0)'" } ?? "")
            case .raw(let text, let contentType):
                text.isEmpty ? "no body" : "\(text.utf8.count) bytes of \(contentType)"
            }
        let headers = self.headers.map { ", \($0.name): \($0.value)" }.joined()
        let timing =
            switch self.timing {
            case .instead: "instead of doing what is asked"
            case .afterStored: "after the fragment is stored"
            }
        return "\(self.status) with \(content)\(headers), \(timing)"
    }
}

extension Decision.Delay: CustomStringConvertible {
    public var description: String {
        let drip = self.drip.map { "\($0.bytes) bytes every \($0.interval.settingsText)" }
        let wait = self.wait > .zero || drip == nil ? "\(self.wait.settingsText) before the answer" : nil
        return [wait, drip].compactMap { $0 }.joined(separator: ", then ")
    }
}

extension InjectedFault: CustomStringConvertible {
    public var description: String { "\(self.kind.words) \(self.place.words)" }
}

extension InjectedFault.Place {
    fileprivate var words: String {
        switch self {
        case .beforeStored: "before the fragment is stored"
        case .afterStored: "after the fragment is stored, before the answer"
        case .requestBytes(let count): "after \(count) bytes of the request's body"
        case .answerBytes(let count): "after \(count) bytes of the answer"
        case .idle: "after the answer, while the connection waits for the next request"
        }
    }
}

extension InjectedFault.Kind {
    fileprivate var words: String {
        switch self {
        case .close: "the connection is closed"
        case .reset: "the connection is reset"
        case .stall(let length): "nothing happens for \(length.settingsText)"
        case .truncate: "the connection ends without close_notify"
        case .badRecordMAC: "a TLS record comes with a wrong check (bad_record_mac)"
        case .recordOverflow: "a TLS record comes too long (record_overflow)"
        case .unexpectedMessage: "a TLS message comes out of place (unexpected_message)"
        }
    }
}

extension ScenarioEvent: CustomStringConvertible {
    public var description: String {
        switch self {
        case .forgetSession: "the session is forgotten"
        case .revokeCertificate: "the certificate is revoked"
        case .maintenance(let maintenance):
            "the environment is closed for \(maintenance.length.settingsText), heartbeats "
                + (maintenance.heartbeatIsUp ? "answered as always" : "too")
        }
    }
}
