import Foundation

/// A harmless call, and what docs/protocol.md says of its answer. None can store anything: those that look like an upload
/// name an organisation, program, period and format that no service has.
public struct ProbeQuestion: Hashable, Sendable {
    /// What it is for a person, unique.
    public let name: String
    let call: Call
    let sendsCookies: Bool
    /// The status and the problem's code that the emulator answers.
    public let assumedStatus: Int
    public let assumedCode: String?

    private init(
        _ name: String,
        _ path: String,
        method: String = "GET",
        sendsCookies: Bool = true,
        _ status: Int,
        _ code: String?
    ) {
        self.name = name
        self.call = {
            var call = Call(path)
            call.method = method
            return call
        }()
        self.sendsCookies = sendsCookies
        self.assumedStatus = status
        self.assumedCode = code
    }

    /// Everything after the fragment's index is wrong.
    private static let nothing = "0/NONE/0/NONE/probe/"

    static let firstHeartbeat = ProbeQuestion("heartbeat", "heartbeat", sendsCookies: false, 200, nil)
    static let secondHeartbeat = ProbeQuestion("heartbeat with the cookie", "heartbeat", 200, nil)
    static let withoutCookie = ProbeQuestion(
        "POST without a cookie",
        "file/0/\(nothing)",
        method: "POST",
        sendsCookies: false,
        401,
        "session-missing"
    )
    static let wrongParameters = ProbeQuestion(
        "POST with wrong parameters",
        "file/0/\(nothing)",
        method: "POST",
        400,
        "organisation-number-invalid"
    )
    static let unicodeMinus = ProbeQuestion(
        "POST with the Swedish minus",
        "file/%E2%88%921/\(nothing)",
        method: "POST",
        400,
        "fragment-unicode-minus"
    )

    /// In the order in which they are asked.
    static func all(_ server: ServerAddress) -> [ProbeQuestion] {
        let path =
            "/"
            + server.text.split(separator: "/", omittingEmptySubsequences: true).dropFirst(2)
            .joined(separator: "/") + "/"
        let version1 = path.replacingOccurrences(of: "/m2m/v2/", with: "/m2m/v1/")
        return [
            .firstHeartbeat, .secondHeartbeat,
            ProbeQuestion(
                "history of an unknown id",
                "history/\(UUID().uuidString.lowercased())",
                404,
                "delivery-unknown"
            ),
            ProbeQuestion("history of what is no GUID", "history/not-a-guid", 400, "delivery-id-invalid"),
            ProbeQuestion("a path that does not exist", "no-such-path", 404, "path-not-found"),
            ProbeQuestion("a method that does not fit", "heartbeat", method: "PUT", 405, "method-not-allowed"),
            ProbeQuestion("version 1", "\(version1)heartbeat", 410, "version-1-ended"),
            ProbeQuestion(
                "POST with a fragment that is no number",
                "file/x/\(nothing)",
                method: "POST",
                400,
                "fragment-invalid"
            ),
            .wrongParameters, .unicodeMinus, .withoutCookie,
        ]
    }
}
