import Domain
import Foundation
import NIOCore
import NIOHTTP1
import Testing
import Wire

@Suite("Answer: bytes and header fields")
struct AnswerTests {
    private static let id = DeliveryID(
        UUID(uuid: (15, 143, 173, 91, 217, 203, 70, 159, 161, 101, 112, 134, 119, 40, 149, 14))
    )
    /// 2023-03-22T16:35:23.5Z, a time that a binary fraction holds exactly.
    private static let time = Date(timeIntervalSince1970: 1_679_502_923.5)

    @Test("A heartbeat is a JSON string, and sets the session's cookie")
    func heartbeat() {
        let answer = Answer.heartbeat(at: Self.time, cookie: ("M2MSession-test", "0a1b"))
        #expect(answer.status == .ok)
        #expect(String(buffer: answer.body) == #""2023-03-22T16:35:23.500Z""#)
        let expected = [
            "Content-Type: application/json; charset=utf-8", "Content-Length: 26",
            "Set-Cookie: M2MSession-test=0a1b; Path=/; Secure; HttpOnly; SameSite=Lax",
        ]
        #expect(answer.headerLines == expected)
    }

    @Test("A heartbeat that warns of the certificate's end, in UTC and without fractions")
    func certificateEnd() {
        let answer = Answer.heartbeat(at: Self.time, cookie: ("M2MSession-test", "0a1b"))
        let warning = answer.warning(ofCertificateEnd: Self.time)
        let added = warning.headerLines.filter { !answer.headerLines.contains($0) }
        #expect(added == ["M2M-Emulator-Certificate-Expires: 2023-03-22T16:35:23Z"])
        #expect(warning.body == answer.body)
    }

    @Test("A stored fragment, its properties in the order of SCB's example")
    func stored() {
        let answer = Answer.stored(Self.id, at: Self.time)
        let text = #"{"DeliveryId":"0f8fad5b-d9cb-469f-a165-70867728950e","TimeStamp":"2023-03-22T16:35:23.500Z"}"#
        #expect(answer.status == .ok)
        #expect(String(buffer: answer.body) == text)
        #expect(answer.headerLines == ["Content-Type: application/json; charset=utf-8", "Content-Length: 92"])
    }

    @Test(
        "A history, for every status",
        arguments: [
            (.queued, 0, "Ej Påbörjad", false),
            (.processing, 1, "Bearbetar", false),
            (.systemFault, 2, "Systemfel", false),
            (.readIn, 3, "Inläst", true),
            (.stopped, 2, "Ej Inläst", false),
            (.readInWithErrors, 2, "Inläst med fel", true),
        ] as [(DeliveryStatus, Int, String, Bool)]
    )
    func history(status: DeliveryStatus, progress: Int, word: String, wasUploaded: Bool) {
        let answer = Answer.history(Self.id, status, submitted: Self.time)
        let text =
            #"{"Id":"0f8fad5b-d9cb-469f-a165-70867728950e","ProgressStatus":\#(progress),"#
            + #""SubmissionDate":"2023-03-22 17:35:23","Status":"\#(word)","FileWasUploaded":\#(wasUploaded)}"#
        #expect(String(buffer: answer.body) == text)
        let expected = ["Content-Type: application/json; charset=utf-8", "Content-Length: \(text.utf8.count)"]
        #expect(answer.headerLines == expected)
    }

    @Test("The table of histories has every status")
    func allStatuses() {
        #expect(DeliveryStatus.allCases.count == 6)
    }

    @Test("What was tolerated is noted in a header field, and nothing else changes")
    func noting() {
        let answer = Answer.stored(Self.id, at: Self.time)
        let first = Deviation(code: "unicode-minus", message: "x")
        let noted = answer.noting([first, .closingRepeated])
        #expect(noted.headerLines == answer.headerLines + ["M2M-Emulator-Note: unicode-minus, closing-repeated"])
        #expect(noted.body == answer.body)
        #expect(answer.noting([]).headerLines == answer.headerLines)
    }
}

extension Answer {
    /// The header fields in their order.
    var headerLines: [String] { self.headers.map { "\($0.name): \($0.value)" } }
}
