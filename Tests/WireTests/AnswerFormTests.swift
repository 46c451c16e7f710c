import Domain
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import Wire

/// The exact bytes of each variant; a variant that is not named beside an answer leaves it as it is.
@Suite("Variants of the answers")
struct AnswerFormTests {
    private static let id = DeliveryID(
        UUID(uuid: (15, 143, 173, 91, 217, 203, 70, 159, 161, 101, 112, 134, 119, 40, 149, 14))
    )
    private static let zero = "00000000-0000-0000-0000-000000000000"
    /// 2023-03-22T16:35:23.5Z, in Sweden one hour later.
    private static let time = Date(timeIntervalSince1970: 1_679_502_923.5)

    private enum Call { case heartbeat, stored, processing, stopped }

    private static let ordinary: [Call: String] = [
        .heartbeat: #""2023-03-22T16:35:23.500Z""#,
        .stored: #"{"DeliveryId":"0f8fad5b-d9cb-469f-a165-70867728950e","TimeStamp":"2023-03-22T16:35:23.500Z"}"#,
        .processing: #"{"Id":"0f8fad5b-d9cb-469f-a165-70867728950e","ProgressStatus":1,"#
            + #""SubmissionDate":"2023-03-22 17:35:23","Status":"Bearbetar","FileWasUploaded":false}"#,
        .stopped: #"{"Id":"0f8fad5b-d9cb-469f-a165-70867728950e","ProgressStatus":2,"#
            + #""SubmissionDate":"2023-03-22 17:35:23","Status":"Ej Inläst","FileWasUploaded":false}"#,
    ]

    /// Whose texts are the ordinary ones after some replacements.
    private static let replacements: [AnswerVariant: [(old: String, new: String, in: [Call])]] = [
        .filID: [(#"{"Id""#, #"{"FilId""#, [.processing, .stopped])],
        .ejInlastLower: [("Ej Inläst", "Ej inläst", [.stopped])],
        .pagar: [("Bearbetar", "Pågår", [.processing])],
        .camelCase: [
            ("DeliveryId", "deliveryId", [.stored]), ("TimeStamp", "timeStamp", [.stored]),
            (#""Id""#, #""id""#, [.processing, .stopped]), ("ProgressS", "progressS", [.processing, .stopped]),
            ("SubmissionD", "submissionD", [.processing, .stopped]),
            (#""Status""#, #""status""#, [.processing, .stopped]), ("FileWas", "fileWas", [.processing, .stopped]),
        ],
        .extraProperties: [
            ("}", #","Reserved":null}"#, [.stored, .processing, .stopped]),
            (
                "{",
                #"{"Metadata":{"Id":"\#(zero)","ProgressStatus":-1,"Status":"Okänd","Tags":[]},"#,
                [.stored, .processing, .stopped]
            ),
        ],
        .escapedNonASCII: [("ä", "\\u00E4", [.stopped])],
        .upperCaseIDs: [
            (
                "0f8fad5b-d9cb-469f-a165-70867728950e", "0F8FAD5B-D9CB-469F-A165-70867728950E",
                [.stored, .processing, .stopped]
            )
        ],
        .sevenDigits: [(".500Z", ".5000000Z", [.heartbeat, .stored])],
        .wholeSeconds: [(".500Z", "Z", [.heartbeat])],
        .utcSubmissionDate: [("17:35", "16:35", [.processing, .stopped])],
        .noCharset: [], .chunked: [], .moreCookies: [],
    ]

    private static let laidOut: [AnswerVariant: [Call: String]] = [
        .otherOrder: [
            .stored: #"{"TimeStamp":"2023-03-22T16:35:23.500Z","DeliveryId":"0f8fad5b-d9cb-469f-a165-70867728950e"}"#,
            .processing: #"{"FileWasUploaded":false,"Status":"Bearbetar","SubmissionDate":"2023-03-22 17:35:23","#
                + #""ProgressStatus":1,"Id":"0f8fad5b-d9cb-469f-a165-70867728950e"}"#,
            .stopped: #"{"FileWasUploaded":false,"Status":"Ej Inläst","SubmissionDate":"2023-03-22 17:35:23","#
                + #""ProgressStatus":2,"Id":"0f8fad5b-d9cb-469f-a165-70867728950e"}"#,
        ],
        .indented: [
            .stored: "{\r\n  \"DeliveryId\": \"0f8fad5b-d9cb-469f-a165-70867728950e\",\r\n"
                + "  \"TimeStamp\": \"2023-03-22T16:35:23.500Z\"\r\n}",
            .processing: "{\r\n  \"Id\": \"0f8fad5b-d9cb-469f-a165-70867728950e\",\r\n  \"ProgressStatus\": 1,\r\n"
                + "  \"SubmissionDate\": \"2023-03-22 17:35:23\",\r\n  \"Status\": \"Bearbetar\",\r\n"
                + "  \"FileWasUploaded\": false\r\n}",
            .stopped: "{\r\n  \"Id\": \"0f8fad5b-d9cb-469f-a165-70867728950e\",\r\n  \"ProgressStatus\": 2,\r\n"
                + "  \"SubmissionDate\": \"2023-03-22 17:35:23\",\r\n  \"Status\": \"Ej Inläst\",\r\n"
                + "  \"FileWasUploaded\": false\r\n}",
        ],
    ]

    private static func answer(_ call: Call, _ form: AnswerForm) -> Answer {
        switch call {
        case .heartbeat: .heartbeat(at: self.time, cookie: ("M2MSession-test", "0a1b"), form: form)
        case .stored: .stored(self.id, at: self.time, form: form)
        case .processing: .history(self.id, .processing, submitted: self.time, form: form)
        case .stopped: .history(self.id, .stopped, submitted: self.time, form: form)
        }
    }

    private static func expected(_ call: Call, _ variant: AnswerVariant) throws -> String {
        let ordinary = try #require(self.ordinary[call])
        if let laidOut = self.laidOut[variant] { return laidOut[call] ?? ordinary }
        return try #require(self.replacements[variant]).filter { $0.in.contains(call) }
            .reduce(ordinary) { $0.replacing($1.old, with: $1.new) }
    }

    @Test("The exact text of each answer", arguments: AnswerVariant.allCases)
    func texts(_ variant: AnswerVariant) throws {
        for (call, ordinary) in Self.ordinary {
            #expect(String(buffer: Self.answer(call, .ordinary).body) == ordinary)
            let answer = Self.answer(call, AnswerForm([variant]))
            #expect(try String(buffer: answer.body) == Self.expected(call, variant))
        }
    }

    @Test("Header fields change with three variants only", arguments: AnswerVariant.allCases)
    func headers(_ variant: AnswerVariant) {
        let answer = Self.answer(.heartbeat, AnswerForm([variant]))
        let cookie = "Set-Cookie: M2MSession-test=0a1b; Path=/; Secure; HttpOnly; SameSite=Lax"
        let type = "Content-Type: application/json"
        let length = "Content-Length: \(answer.body.readableBytes)"
        let expected =
            switch variant {
            case .noCharset: [type, length, cookie]
            case .chunked: ["\(type); charset=utf-8", cookie]
            case .moreCookies:
                [
                    "\(type); charset=utf-8", length,
                    "Set-Cookie: M2MAffinity=emulator; Path=/; Secure; HttpOnly; SameSite=Lax", cookie,
                ]
            default: ["\(type); charset=utf-8", length, cookie]
            }
        #expect(answer.headerLines == expected)
    }

    @Test("Of two ways to write heartbeat's time the whole second decides; TimeStamp has its digits")
    func twoTimes() {
        let form = AnswerForm([.sevenDigits, .wholeSeconds])
        #expect(String(buffer: Self.answer(.heartbeat, form).body) == #""2023-03-22T16:35:23Z""#)
        #expect(String(buffer: Self.answer(.stored, form).body).contains(#""2023-03-22T16:35:23.5000000Z""#))
    }

    @Test("A problem keeps RFC 9457's names, and those of its checks, in any form")
    func problem() throws {
        let checks = [CertificateCheck(.presented, .failed, saw: "å")]
        let refusal = Problem.certificateRefused(.missing, environment: .test, checks: checks)
        let form = AnswerForm(Set(AnswerVariant.allCases))
        let answer = Answer.problem(refusal, path: "/ä", traceID: "t", form: form)
        #expect(answer.headerLines == ["Content-Type: application/problem+json"])
        let text = String(buffer: answer.body)
        #expect(
            text.hasPrefix("{\r\n  \"reserved\": null,\r\n  \"checks\": [\r\n    {\r\n      \"saw\": \"\\u00E5\",\r\n")
        )
        let varied = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let plain = Answer.problem(refusal, path: "/ä", traceID: "t")
        let ordinary = try #require(
            try JSONSerialization.jsonObject(with: Data(plain.body.readableBytesView)) as? [String: Any]
        )
        #expect(
            varied.filter { !["metadata", "reserved"].contains($0.key) } as NSDictionary == ordinary as NSDictionary
        )
    }

    @Test(
        "Strings as .NET's default encoder writes them",
        arguments: [
            ("", #""""#), ("az AZ 09 /:;=?@[]^_{|}~!#$%()*,-.", #""az AZ 09 /:;=?@[]^_{|}~!#$%()*,-.""#),
            ("åäö", #""\u00E5\u00E4\u00F6""#), ("\"&'+<>`", #""\u0022\u0026\u0027\u002B\u003C\u003E\u0060""#),
            ("\\\u{8}\t\n\u{C}\r", #""\\\b\t\n\f\r""#), ("\r\n", #""\r\n""#),
            ("\u{0}\u{1F}\u{7F}\u{80}", #""\u0000\u001F\u007F\u0080""#),
            ("€\u{2028}\u{FFFF}", #""\u20AC\u2028\uFFFF""#), ("😀", #""\uD83D\uDE00""#),
        ]
    )
    func escaped(string: String, text: String) {
        #expect(JSONText.asciiString(string) == text)
    }
}
