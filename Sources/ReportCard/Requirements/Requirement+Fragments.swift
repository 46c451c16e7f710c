import Domain
import Journal

extension Requirement {
    static let fragments = [inOrder, oneAtATime, withinLimit, fullSize, closingSent, closingContent]

    private static let inOrder = Requirement(
        "fragments-in-order",
        "Fragments numbered 0, 1, 2, … without gaps",
        .documented("2.2.1, Fragment"),
        text: """
            A file begins at fragment 0, or is a single -1; the index goes up by 1. A fragment comes again only when it \
            is not known to have arrived.
            """,
        advice: "Count the fragments of each file from 0 and up by 1; send one again only when it was not answered 200."
    ) { traffic, findings in
        for upload in traffic.uploads {
            let call = upload.first
            if case .numbered(let index)? = call.index, index > 0 {
                let text = "'\(upload.file.name)' began at fragment \(index)"
                if Self.mayGoOn(upload, traffic) {
                    findings.open(call, "\(text), as far as is known")
                } else {
                    findings.broken(call, text)
                }
            } else if call.index != nil {
                findings.kept(call, "'\(upload.file.name)' began at fragment \(call.index?.description ?? "")")
            }
            for (before, after) in upload.steps {
                guard let text = Self.disorder(before, after) else { continue }
                findings.broken(after, text)
            }
        }
    }

    /// Whether an upload that begins in its middle may go on with one whose beginning is not known, or whose session ended
    /// without the client's doing.
    private static func mayGoOn(_ upload: UploadTrace, _ traffic: ClientTraffic) -> Bool {
        traffic.context.isComplete == false
            || traffic.isSessionReplaced(traffic.attempt(before: upload)?.token, before: upload.first)
    }

    /// What is wrong with the number of a fragment, given the one before it; `nil` for nothing.
    private static func disorder(_ before: Call, _ after: Call) -> String? {
        switch (before.index, after.index) {
        case (.numbered(let old), .numbered(let new)):
            if new == old + 1 || new == 0 || new == before.expectedIndex { return nil }
            if new == old {
                return before.isAcknowledged && before.end <= after.begin
                    ? "\(after.name) came again although it had been answered 200" : nil
            }
            return "\(after.name) came after fragment \(old)"
        case (.closing, .closing):
            return before.isAcknowledged && before.end <= after.begin
                ? "\(after.name) came again although it had been answered 200" : nil
        case (.closing, .numbered(let new)):
            return before.isAcknowledged
                ? "\(after.name) came after -1, in the same upload"
                : Self.isNamed(new, before)
                    ? nil : "\(after.name) came after -1"
        default: return nil
        }
    }

    private static func isNamed(_ index: Int, _ call: Call) -> Bool { index == 0 || index == call.expectedIndex }

    private static let oneAtATime = Requirement(
        "one-fragment-at-a-time",
        "One fragment of a file at a time",
        .assumed("2.2.1 numbers the fragments in the order in which they are sent"),
        text: "A fragment is sent when the one before it has been answered.",
        advice:
            "Wait for each fragment's answer before the next is sent; send several files at once rather than fragments."
    ) { traffic, findings in
        for upload in traffic.uploads {
            for (before, after) in upload.steps where before.index != after.index {
                guard !before.wasAbandoned, !before.isInjected else { continue }
                findings.note(
                    before.end <= after.begin,
                    after,
                    kept: "\(after.name) came after the answer to fragment \(before.index?.description ?? "?")",
                    broken: "\(after.name) came while fragment \(before.index?.description ?? "?") was on its way"
                )
            }
        }
    }

    private static let closingSent = Requirement(
        "closing-sent",
        "The last fragment is -1",
        .documented("2.2.1, Fragment"),
        text:
            "Every file that was begun and had no trouble is ended with the index -1; without it nothing is delivered.",
        advice: "Send the file's last fragment with the index -1, or an empty one with -1 after all the numbered ones."
    ) { traffic, findings in
        for upload in traffic.uploads {
            if let closing = upload.closings.first {
                findings.kept(closing, "'\(upload.file.name)' was ended with -1")
            } else if upload.last.isAcknowledged {
                if traffic.isSettled(upload.last) {
                    findings.broken(upload.last, "nothing came after \(upload.last.name), which was answered 200")
                } else {
                    findings.open(upload.last, "'\(upload.file.name)' is still being sent")
                }
            }
        }
    }

    private static let closingContent = Requirement(
        "closing-content",
        "-1 carries the file's end, or nothing",
        .documented("2.2.1; that it may be empty is C"),
        text: "-1 carries the bytes after the last numbered fragment. It may be empty when those have carried all.",
        advice:
            "Put the rest of the file into -1, or nothing when all is sent; never the whole file again, nor no file."
    ) { traffic, findings in
        for upload in traffic.uploads {
            guard let closing = upload.closings.last(where: { $0.isAnswered }) else { continue }
            let bytes = closing.request.payload?.bytes ?? 0
            let before = upload.bytesBeforeClosing
            if closing.isAcknowledged {
                findings.kept(closing, "\(closing.name) carried \(bytes) bytes after \(before) and was accepted")
            } else if closing.code == "file-empty", before == 0, upload.delivery == nil,
                upload.calls.allSatisfy({ $0.isAcknowledged || $0.index == .closing })
            {
                findings.broken(closing, "'\(upload.file.name)' had no bytes in any fragment")
            } else if closing.code == "file-not-well-formed", !upload.isLone, bytes > 0, bytes == before {
                findings.broken(closing, "\(closing.name) carried \(bytes) bytes, as many as all fragments before it")
            }
        }
    }
}

extension UploadTrace {
    /// Bytes of the numbered fragments that were acknowledged, each counted once.
    var bytesBeforeClosing: Int64 {
        self.sizes.reduce(0) { $0 + ($1.call.index == .closing ? 0 : $1.bytes) }
    }

    /// How much each acknowledged fragment carried, the last call for each index, in the order of the fragments.
    var sizes: [(call: Call, bytes: Int64)] {
        var order: [FragmentIndex] = []
        var sizes: [FragmentIndex: (Call, Int64)] = [:]
        for call in self.calls where call.isAcknowledged {
            guard let index = call.index, let payload = call.request.payload else { continue }
            if sizes[index] == nil { order.append(index) }
            sizes[index] = (call, payload.bytes)
        }
        return order.compactMap { sizes[$0] }
    }
}
