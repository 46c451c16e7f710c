import Domain
import Journal

// What a client does when a fragment does not get through.
extension Requirement {
    static let failures = [stopped, triedAgain, wholeAgain]

    private static let stopped = Requirement(
        "stopped-after-failure",
        "Nothing further after a failed fragment",
        .assumed("SCB's client goes on and still sends -1"),
        text: """
            After a fragment that was refused or broke off, the next call for the file is that fragment again, or \
            fragment 0; no later fragment and no -1.
            """,
        advice: """
            Look at each answer's status before the next fragment. Unless it is 200, send the same fragment again or \
            begin the file anew at 0; never go on to the next or to -1.
            """
    ) { traffic, findings in
        for upload in traffic.uploads {
            for (place, call) in upload.calls.enumerated() where !call.isAcknowledged && call.index != nil {
                // One that took the place of a call that hung was the right next call, before that one's end was told.
                let isOvertaken = upload.calls.dropFirst(place + 1).contains {
                    $0.begin < call.end && ($0.index == call.index || $0.index == .numbered(0))
                }
                if isOvertaken { continue }
                guard let next = upload.calls.dropFirst(place + 1).first(where: { $0.begin >= call.end }) else {
                    // After -1 there is nothing that could have come.
                    guard call.index != .closing else { continue }
                    findings.kept(call, "nothing came in this upload after \(call.name), \(call.outcomeText)")
                    continue
                }
                findings.note(
                    Self.isRight(next, after: call),
                    next,
                    kept: "after \(call.name), \(call.outcomeText), came \(next.name)",
                    broken: "after \(call.name), \(call.outcomeText), came \(next.name)"
                )
            }
        }
    }

    private static func isRight(_ next: Call, after call: Call) -> Bool {
        switch next.index {
        case .numbered(0): true
        case let index? where index == call.index: true
        case .numbered(let index)?:
            index == call.expectedIndex || call.isAlreadyThere && call.index == .numbered(index - 1)
        case .closing?: call.isAlreadyThere
        case nil: false
        }
    }

    private static let triedAgain = Requirement(
        "tried-again",
        "Passing trouble is tried again",
        .assumed(),
        text: """
            A fragment that was answered 408, 429 or 5xx, or not at all, is tried again later: a file is not left behind \
            because of it.
            """,
        advice: """
            Send the same fragment again after a pause, several times, with longer and longer pauses; and when that is in \
            vain keep the file in a queue and begin it anew later.
            """
    ) { traffic, findings in
        // A -1 that made its delivery is judged by what is done about a lost answer.
        for call in traffic.fragments where call.isPassingTrouble && !call.request.madeDelivery {
            if let next = traffic.attempt(after: call) {
                findings.kept(call, "after \(call.name), \(call.outcomeText), came \(next.name)")
            } else if traffic.wasAsked(about: call) {
                findings.kept(call, "after \(call.name), \(call.outcomeText), history was asked about the delivery")
            } else if case let tries = traffic.triesInVain(until: call), tries > 2 {
                findings.kept(call, "\(call.name) was tried \(tries) times in vain, at last \(call.outcomeText)")
            } else if traffic.isSettled(call) {
                findings.broken(call, "\(call.name), \(call.outcomeText), was never sent again, nor the file from 0")
            } else {
                findings.open(call, "\(call.name), \(call.outcomeText): what the client does is not known yet")
            }
        }
    }
}

extension Call {
    /// Whether the server refused the fragment because it has it.
    fileprivate var isAlreadyThere: Bool {
        if self.code == "fragment-differs" { return true }
        guard let expected = self.expectedIndex else { return false }
        return self.index == .numbered(expected - 1)
    }
}

extension ClientTraffic {
    /// The same fragment again, or the file from its beginning, whatever the session.
    fileprivate func attempt(after call: Call) -> Call? {
        self.fragments.first {
            $0.begin > call.begin && $0.file == call.file && ($0.index == call.index || $0.index == .numbered(0))
        }
    }

    /// How often a fragment was tried without its being acknowledged, up to a call and with it.
    fileprivate func triesInVain(until call: Call) -> Int {
        let tries = self.fragments.filter { $0.kind == call.kind && $0.begin <= call.begin }
        return tries.reversed().prefix { $0.isPassingTrouble }.count
    }

    /// Whether history was asked, after a call, about the delivery that it belongs to.
    func wasAsked(about call: Call) -> Bool {
        guard let id = call.request.delivery else { return false }
        return self.questions(about: id).contains { $0.begin >= call.end }
    }
}
