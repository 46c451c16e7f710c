import Client
import Domain
import Foundation
import Journal

/// Makes a call of each recorded one, and remembers what the emulator names otherwise this time.
struct ReplayCalls {
    /// Of refusals that depend on what is not recorded: the form's framing, the head, or the moment.
    private static let notMadeAgain: Set<String> = [
        "media-type-unsupported", "multipart-malformed", "file-part-missing", "body-incomplete", "body-too-large",
        "request-timeout", "request-malformed", "headers-too-large", "host-missing", "fragment-superseded",
        "upload-busy", "overloaded", "internal-error", "disk-full", "storage-failed",
    ]
    /// Of certificates that the replay can be without, or whose time the clock brings about.
    private static let certificateCodes: Set<String> = [
        "certificate-missing", "certificate-expired", "certificate-not-yet-valid", "certificate-revoked",
    ]

    /// `name=value` of the cookies that were given, by the names of the recorded sessions.
    private var sessions: [String: String] = [:]
    private var deliveries: [String: String] = [:]

    /// Why the call cannot be made again; `nil` when it can.
    func obstacle(_ entry: JournalEntryDocument) -> String? {
        guard let request = entry.request else { return "a handshake that failed cannot be made again" }
        guard request.method != "?" else { return "what came was no HTTP" }
        let code = request.answer?.code ?? ""
        if code.hasPrefix("certificate-"), !Self.certificateCodes.contains(code) {
            return "a certificate that is refused as \(code) cannot be made again"
        }
        if Self.notMadeAgain.contains(code) { return "what led to \(code) is not recorded" }
        if entry.outcome == "abandoned", !request.madeDelivery { return "its client gave up before the answer" }
        return nil
    }

    /// - Parameter part: what an upload carries.
    func call(_ request: JournalEntryDocument.Request, part: FilePart?) -> Call {
        var call = Call(request.target)
        call.method = request.method
        call.part = part
        if let asked = request.asked, let other = self.deliveries[asked.lowercased()] {
            call.path = call.path.replacing(asked, with: other)
        }
        let cookies = request.headers.filter { $0.name.lowercased() == "cookie" }.map(\.value).joined(separator: "; ")
        call.cookies = cookies.split(separator: ";").map { self.cookie($0.trimmingCharacters(in: .whitespaces)) }
            .joined(separator: "; ")
        return call
    }

    /// - Parameter pair: `name=value`.
    private func cookie(_ pair: String) -> String {
        let name = pair.prefix { $0 != "=" }
        let other = self.sessions[String(pair.dropFirst(name.count + 1))]
        return other.flatMap { $0.hasPrefix("\(name)=") ? $0 : nil } ?? pair
    }

    /// Takes up what the answer names.
    mutating func learn(_ request: JournalEntryDocument.Request, _ answer: ServerAnswer) {
        if request.endpoint == "heartbeat", let session = request.session, let cookie = answer.field("Set-Cookie") {
            self.sessions[session] = String(cookie.prefix { $0 != ";" })
        }
        if request.endpoint == "upload", let recorded = request.delivery, let id = answer.member("DeliveryId") {
            self.deliveries[recorded.lowercased()] = id
        }
    }
}

extension ServerAnswer {
    /// A text among the members of the body, where that is a JSON object.
    func member(_ name: String) -> String? {
        let object = try? JSONSerialization.jsonObject(with: self.body) as? [String: Any]
        let pair = object?.first { $0.key.lowercased() == name.lowercased() }
        return pair?.value as? String
    }

    /// What a replay compares.
    var outcome: String {
        let told = [self.member("code"), self.status == 200 ? self.member("Status") : nil]
        return ([String(self.status)] + told.compactMap(\.self)).joined(separator: " ")
    }
}

extension JournalEntryDocument.Request {
    /// What a replay compares.
    var recordedOutcome: String {
        guard let answer else { return "no answer" }
        return ([String(answer.status)] + [answer.code, self.told].compactMap(\.self)).joined(separator: " ")
    }

    /// For a person.
    var words: String {
        if let upload { return "fragment \(upload.fragment) of '\(upload.fileName)'" }
        return self.endpoint ?? "\(self.method) \(self.target.prefix(80))"
    }
}
