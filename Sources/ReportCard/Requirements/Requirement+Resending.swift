import Domain
import Journal

extension Requirement {
    static let wholeAgain = Requirement(
        "whole-file-again",
        "A failed file is sent again whole",
        .documented("2.2.2 step 12, 3"),
        text: """
            After Ej Inläst, Systemfel or Inläst med fel, and after a file that was refused at -1, the corrected file is \
            sent again from its beginning to -1 ("en fullständig fil ska skickas in på nytt").
            """,
        advice: "Send the corrected file as a new one: fragment 0 to -1, all bytes. There is nothing to go on with."
    ) { traffic, findings in
        for upload in traffic.uploads {
            guard let failure = traffic.failure(of: upload) else { continue }
            // What goes on with another file says nothing of this one.
            let begun = traffic.uploads.map(\.first).filter {
                $0.file?.subject == upload.file.subject && $0.entry.number != upload.first.entry.number
            }
            let later = (upload.calls + begun).filter { $0.begin >= failure.call.end }
            guard let next = later.min(by: { $0.begin < $1.begin }) else {
                findings.open(failure.call, "\(failure.text), and nothing was sent since")
                continue
            }
            let isWhole = next.index == .numbered(0) || next.index == .closing && upload.couldBeLone(traffic.context)
            findings.note(
                isWhole,
                next,
                kept: "\(failure.text); then came \(next.name)",
                broken: "\(failure.text); then came \(next.name), which is not the file's beginning"
            )
        }
    }
}

extension UploadTrace {
    /// Whether the file may come again as a single -1: when one fragment can hold it.
    fileprivate func couldBeLone(_ context: CardContext) -> Bool {
        self.isLone || self.sizes.reduce(0) { $0 + $1.bytes } <= context.fragmentBytes
    }
}

extension ClientTraffic {
    /// Codes of refusals at -1 that end the upload.
    private static let refusedFiles: Set<String> = [
        "file-empty", "file-not-well-formed", "file-wrong-root", "file-wrong-namespace",
    ]

    /// When the client was first told that a file had failed, and how.
    fileprivate func failure(of upload: UploadTrace) -> (call: Call, text: String)? {
        if let refusal = upload.closings.first(where: { $0.code.map(Self.refusedFiles.contains) == true }) {
            return (refusal, "\(refusal.name) was \(refusal.outcomeText)")
        }
        guard let id = upload.delivery else { return nil }
        let told = self.questions(about: id).first { call in
            guard call.isAcknowledged, let status = call.request.status else { return false }
            return status.progressStatus == 2
        }
        return told.map { ($0, "'\(upload.file.name)' was told to be \($0.request.status?.text ?? "")") }
    }
}
