import Domain
import Journal

// The answer to -1 is lost: the delivery is made, and the client was not told.
extension Requirement {
    static let ambiguity = [askedAfterLostAnswer, noSecondDelivery]

    private static let askedAfterLostAnswer = Requirement(
        "asked-after-lost-answer",
        "After a lost answer to -1 the known DeliveryId is asked about",
        .assumed("that all answers of a file have the same DeliveryId"),
        text: """
            When the answer to -1 does not come, the client asks history about the DeliveryId of the fragments before it, \
            at once or after it has sent -1 again.
            """,
        advice: """
            Keep the DeliveryId of fragment 0. When -1 has no answer, ask history about that id before the file is sent \
            again. Send small files as 0 and an empty -1, so that there is an id to ask about.
            """
    ) { traffic, findings in
        for upload in traffic.uploads {
            guard let lost = upload.lostCommit, let id = lost.request.delivery else { continue }
            guard upload.calls.contains(where: { $0.isAcknowledged && $0.request.delivery == id }) else {
                findings.open(lost, "\(lost.name) had no answer, and none before it had told the client a DeliveryId")
                continue
            }
            if let question = traffic.questions(about: id).first(where: { $0.begin >= lost.end }) {
                findings.kept(question, "history was asked about \(id) after the answer to -1 was lost")
            } else if traffic.isSettled(lost) {
                findings.broken(lost, "the answer to -1 was lost, and \(id) was never asked about")
            } else {
                findings.open(lost, "the answer to -1 was lost, and \(id) was not yet asked about")
            }
        }
    }

    private static let noSecondDelivery = Requirement(
        "no-second-delivery",
        "No second delivery of a file after a lost answer to -1",
        .assumed(),
        text: """
            A file whose delivery was made, though its answer was lost, is not delivered again until history has told \
            what became of it.
            """,
        advice: """
            After -1 without an answer, send -1 again in the same session or ask history; send the file again only when \
            history says 404, Ej Inläst or Systemfel. A single -1 cannot be asked about: send 0 and an empty -1.
            """
    ) { traffic, findings in
        for (place, upload) in traffic.uploads.enumerated() {
            guard let lost = upload.lostCommit, let id = lost.request.delivery else { continue }
            let made =
                upload.calls + traffic.uploads.dropFirst(place + 1).filter { $0.file == upload.file }.flatMap(\.calls)
            let second = made.first {
                $0.request.madeDelivery && $0.request.delivery != id && $0.begin >= lost.end
                    && !traffic.wasTold(endOf: id, before: $0)
            }
            if let second {
                findings.broken(
                    second,
                    "'\(upload.file.name)' was delivered again as "
                        + "\(second.request.delivery?.description ?? ""), although it was delivered as \(id)"
                )
            } else if traffic.isSettled(lost) || traffic.wasAsked(about: lost) {
                findings.kept(
                    lost,
                    "'\(upload.file.name)' was delivered once, as \(id), though the answer to -1 was lost"
                )
            } else {
                findings.open(lost, "the answer to -1 of '\(upload.file.name)' was lost; what follows is not known yet")
            }
        }
    }
}

extension UploadTrace {
    /// The -1 that made a delivery of which the client was not told.
    fileprivate var lostCommit: Call? { self.closings.first { $0.request.madeDelivery && !$0.isAcknowledged } }
}

extension ClientTraffic {
    fileprivate func wasTold(endOf id: DeliveryID, before call: Call) -> Bool {
        self.questions(about: id).contains { question in
            question.end <= call.begin
                && (question.request.status?.isFinal == true || question.status == 404)
        }
    }
}
