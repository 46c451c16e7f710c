import Domain
import Journal

extension Requirement {
    static let withinLimit = Requirement(
        "fragment-within-limit",
        "No fragment above 9 216 000 bytes",
        .documented("2.2.1"),
        text: "A fragment carries at most 1024 × 9000 bytes of the file, the form around it not counted.",
        advice: "Cut the file into fragments of 9 216 000 bytes."
    ) { traffic, findings in
        for call in traffic.fragments {
            if call.code == "fragment-too-large" || call.code == "body-too-large" {
                findings.broken(call, "\(call.name) was too large: \(call.request.bodyBytes) bytes of its body came")
            } else if let payload = call.request.payload, call.isAcknowledged {
                findings.note(
                    payload.bytes <= traffic.fragmentLimit,
                    call,
                    kept: "\(call.name) carried \(payload.bytes) bytes",
                    broken: "\(call.name) carried \(payload.bytes) bytes"
                )
            }
        }
    }

    static let fullSize = Requirement(
        "fragment-full-size",
        "Fragments of the largest size",
        .documented("2.2.1, \"SCB rekommenderar\""),
        text: """
            A file that needs several fragments is cut at 9 216 000 bytes, the largest size, for the sake of speed; only \
            the last fragment with content is smaller.
            """,
        advice: "Read the file in blocks of exactly 9 216 000 bytes; a read that returns less is not the block's end."
    ) { traffic, findings in
        let limit = traffic.fragmentLimit
        for upload in traffic.uploads {
            let sizes = upload.sizes.filter { $0.bytes > 0 }
            for (call, bytes) in sizes.dropLast() {
                findings.note(
                    bytes >= limit,
                    call,
                    kept: "\(call.name) carried \(bytes) bytes",
                    broken: "\(call.name) carried \(bytes) bytes of \(limit), and more came after it"
                )
            }
        }
    }
}

extension ClientTraffic {
    /// A setting may ask for smaller fragments than SCB's; larger ones are never SCB's.
    fileprivate var fragmentLimit: Int { min(self.context.fragmentBytes, CardContext.usualFragmentBytes) }
}
