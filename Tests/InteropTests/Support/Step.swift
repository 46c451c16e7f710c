import Foundation

/// One step of `Clients/replay.py`.
struct Step: Encodable {
    private(set) var step: String
    var user: String?
    var tls: String?

    // Of a fragment: the words of its path, or all of it
    var index: String?
    var organisation = "9990000045"
    var program = "VINN"
    var period = "2022-06-30"
    var format = "V40"
    var name = "V40_Fiktivt.xml"
    var version: String?
    var path: String?

    // Of a fragment: its content
    var file: String?
    var from: Int?
    var count: Int?
    /// So many bytes that are no XML, instead of a file.
    var padding: Int?
    /// The whole body, in which BOUNDARY stands for the boundary.
    var body: String?
    /// The part's header fields.
    var part: String?
    var contentType: String?
    var contentLength: Int?

    // Of a fragment: how it is sent
    var hostLast = false
    /// `chunked`, or `bytes` for one byte at a time.
    var transfer: String?
    /// After so many bytes of the body, wait for the test's word.
    var hold: Int?
    /// After so many bytes of the body, send no more and read the answer.
    var stall: Int?

    /// The text of a raw request, in which HOST and COOKIE are put in.
    var text: String?
    var method: String?
    var id: String?

    init(_ step: String) {
        self.step = step
    }

    static let heartbeat = Step("heartbeat")
    /// Of the delivery that was answered last.
    static let history = Step("history")
    /// Asks until the delivery answered last is no longer Bearbetar.
    static let settle = Step("settle")
    static let closed = Step("closed")
    /// Holds until the test lets it go on.
    static let pause = Step("pause")

    static func connect(_ user: String?, tls: String? = nil) -> Step {
        Step("connect").with { ($0.user, $0.tls) = (user, tls) }
    }

    static func history(_ id: String) -> Step { Step("history").with { $0.id = id } }

    static func raw(_ text: String, method: String = "GET") -> Step {
        Step("raw").with { ($0.text, $0.method) = (text, method) }
    }

    /// Whether the client tells what became of it.
    var isAnswered: Bool { self.step != "connect" && self.step != "pause" }

    /// A fragment with a range of a file's bytes, or empty.
    static func fragment(
        _ index: Int,
        _ file: SentFile? = nil,
        _ range: Range<Int>? = nil,
        change: (inout Step) -> Void = { _ in }
    ) -> Step {
        Step("fragment").with { step in
            step.index = String(index)
            if let file {
                let range = range ?? 0..<file.bytes
                (step.file, step.from, step.count) = (file.url.path, range.lowerBound, range.count)
            }
            change(&step)
        }
    }

    private func with(_ change: (inout Step) -> Void) -> Step {
        var step = self
        change(&step)
        return step
    }
}
