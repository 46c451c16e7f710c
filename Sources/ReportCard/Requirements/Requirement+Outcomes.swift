import Domain
import Foundation
import Journal

// How a client learns what became of its deliveries.
extension Requirement {
    static let outcomes = [statusAsked, untilFinal, pollPause, knownIDs]

    private static let statusAsked = Requirement(
        "status-asked",
        "The status of each delivery is asked for",
        .assumed("2.2.2 step 10 says how; by 1.1 a person may look in Indataportalen"),
        text: """
            After a file was accepted, history is asked for its status: an accepted file may still become Ej Inläst or \
            Systemfel. (SCB's client leaves it to a person who looks in Indataportalen.)
            """,
        advice: "Keep the DeliveryId of -1's answer and call GET /m2m/v2/history/{DeliveryId}."
    ) { traffic, findings in
        for upload in traffic.uploads {
            guard let id = upload.delivery, let closing = upload.closings.last(where: { $0.isAcknowledged }) else {
                continue
            }
            let question = traffic.questions(about: id).first
            if let question {
                findings.kept(question, "the status of '\(upload.file.name)', \(id), was asked for")
            } else if traffic.isSettled(closing) {
                findings.broken(closing, "nobody asked for the status of '\(upload.file.name)', \(id)")
            } else {
                findings.open(closing, "the status of '\(upload.file.name)', \(id), was not yet asked for")
            }
        }
    }

    private static let untilFinal = Requirement(
        "polled-until-final",
        "History is asked until the status is final",
        .assumed("2.2.2 step 10 says how; by 1.1 a person may look in Indataportalen"),
        text:
            "A delivery that is Bearbetar or Ej Påbörjad is asked about again, until it is Inläst or one of the others.",
        advice: "Ask again while ProgressStatus is 0 or 1; 2 and 3 are final."
    ) { traffic, findings in
        for (id, calls) in traffic.questions {
            guard let last = calls.last(where: { $0.request.status != nil }), let told = last.request.status else {
                continue
            }
            if told.isFinal {
                findings.kept(last, "\(id) was asked about until it was \(told.text)")
            } else if traffic.isSettled(last), traffic.context.statuses[id]?.isFinal == true {
                let now = traffic.context.statuses[id]?.text ?? ""
                findings.broken(last, "\(id) was last asked about when it was \(told.text); it became \(now)")
            } else {
                findings.open(last, "\(id) was \(told.text) when it was last asked about")
            }
        }
    }

    private static let pollPause = Requirement(
        "poll-pause",
        "History is asked at a decent interval",
        .assumed("SCB gives none"),
        text: "Between two questions for one delivery's status lies at least a second; better, ever more.",
        advice: "Wait a second before the second question, and longer before each further one, up to a minute or so."
    ) { traffic, findings in
        let least = traffic.context.pollPause.interval
        for (id, calls) in traffic.questions {
            let pairs = zip(calls.dropLast(), calls.dropFirst()).filter { before, _ in
                !before.isPassingTrouble && before.request.status?.isFinal != true
            }
            let waits = pairs.map { $1.interval(since: $0) }
            guard let last = pairs.last?.1, let shortest = waits.min() else { continue }
            let hasty = waits.count { $0 < least * 0.9 }
            let text = "\(id) was asked about \(calls.count) times, the shortest pause \(shortest.text)"
            // Two programs that ask for one delivery come close together now and then; one in haste does all the time.
            if hasty * 3 <= waits.count * 2 {
                findings.kept(last, text)
            } else if hasty > 1 {
                findings.broken(last, "\(text), \(hasty) of \(waits.count) below \(least.text)")
            } else {
                findings.open(last, "\(text), which may be two programs")
            }
        }
    }

    private static let knownIDs = Requirement(
        "known-ids",
        "History is asked about known DeliveryIds only",
        .documented("2.2.1, Fil-id"),
        text: "The fil-id is a DeliveryId that an upload was answered with (\"för tidigare inskickad fil\").",
        advice:
            "Store the DeliveryId exactly as the answer gave it, for the environment that gave it, and ask with that."
    ) { traffic, findings in
        let given = Set(traffic.fragments.compactMap(\.request.delivery))
        for call in traffic.histories where !call.isInjected {
            let id = if case .history(let id?) = call.kind { id } else { DeliveryID?.none }
            let wasGiven = id.map(given.contains) ?? false
            if call.isAcknowledged || wasGiven {
                findings.kept(call, "\(id?.description ?? "") is a delivery's")
            } else if call.code == "delivery-id-invalid" {
                findings.broken(call, "history was asked about what is no GUID: \(call.request.target)")
            } else if call.status == 404 {
                let text = "history was asked about \(id?.description ?? ""), which is unknown"
                if traffic.context.isComplete { findings.broken(call, text) } else { findings.open(call, text) }
            }
        }
    }
}
