import Domain
import Foundation
import Testing

/// A problem as one constructor makes it, beside the words that a client is to see.
struct ProblemCase: CustomTestStringConvertible, Sendable {
    let problem: Problem
    let code: String
    let status: Int
    let title: String
    let detail: String
    let hint: String

    init(_ problem: Problem, _ code: String, _ status: Int, _ title: String, detail: String, hint: String) {
        self.problem = problem
        self.code = code
        self.status = status
        self.title = title
        self.detail = detail
        self.hint = hint
    }

    var testDescription: String { "\(self.code): \(self.detail.prefix(50))" }

    static let all =
        transport + route + certificate + untrusted + sameName + revocation + session + parameter + fileParameter
        + grant + body + order + content
        + emulator + scenario
}

/// What the problems of the table are about.
enum Example {
    static let long = String(repeating: "x", count: 81)
    static let clipped = String(repeating: "x", count: 80) + "…"

    static let v40 = FileFormat(
        name: FileFormatName("V40"),
        program: .vinn,
        rootElement: "Report",
        namespace: "http://scb.se/gdb/vinn",
        versions: ["1.0", "1.1"]
    )
    static let v10 = FileFormat(
        name: FileFormatName("V10"),
        program: .vinn,
        rootElement: nil,
        namespace: nil,
        versions: []
    )

    static func organisation(_ text: String) -> OrganisationNumber {
        OrganisationNumber(text) ?? { fatalError("'\(text)' is no organisation number") }()
    }

    static let id = DeliveryID(UUID(uuid: (15, 143, 173, 91, 217, 203, 70, 159, 161, 101, 112, 134, 119, 40, 149, 14)))

    static let certificate = CertificateFacts(
        subject: "CN=Åsa,O=Banken",
        issuer: "CN=SCB Test CA",
        serial: CertificateSerial("0A1B2C") ?? { fatalError("no serial number") }(),
        notBefore: Date(timeIntervalSince1970: 1_767_225_600),
        notAfter: Date(timeIntervalSince1970: 1_830_297_600),
        fingerprint: "00"
    )
    static let now = Date(timeIntervalSince1970: 1_798_761_600.75)
}
