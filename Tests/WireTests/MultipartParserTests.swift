import NIOCore
import Testing

@testable import Wire

@Suite("MultipartParser: what makes a form, and what breaks one")
struct MultipartParserTests {
    private static let disposition = "Content-Disposition: form-data; name=File; filename=a"

    @Test(
        "One file part, however it is framed",
        arguments: [
            "--bound\r\n\(disposition)\r\n\r\nx\r\n--bound--",
            "--bound\r\n\(disposition)\r\n\r\nx\r\n--bound--\r\n",
            "--bound  \t\r\n\(disposition)\r\n\r\nx\r\n--bound--  \r\n",
            "\r\n--bound\r\n\(disposition)\r\n\r\nx\r\n--bound--\r\n",
            "This is a form.\r\n--boun\r\n--bound\r\n\(disposition)\r\n\r\nx\r\n--bound--\r\n",
            "--bound\r\n\(disposition)\r\n\r\nx\r\n--bound--\r\nEpilogue\r\n--bound\r\n\r\n",
            "--bound\r\nContent-Type: text/xml\r\nX-A: b:c\r\n\(disposition)\r\n\r\nx\r\n--bound--\r\n",
            "--bound\r\ncontent-disposition:FORM-DATA;NAME=File;FILENAME=\"\"\r\n\r\nx\r\n--bound--\r\n",
            "--bound\r\nContent-Disposition : form-data; name=File; filename*=utf-8''a\r\n\r\nx\r\n--bound--\r\n",
            "--bound\r\nContent-Length: 999999\r\n\(disposition)\r\n\r\nx\r\n--bound--\r\n",
        ]
    )
    func framings(_ text: String) throws {
        let body = Body(text)
        let expected = Form([("File", true, Array("x".utf8))])
        #expect(try Form(reading: body) == expected)
        #expect(try Form(reading: body, cutAt: Array(body.inside)) == expected)
    }

    @Test("Several parts, the empty ones too, in their order")
    func severalParts() throws {
        let body = Body(
            "--bound\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n1\r\n"
                + "--bound\r\nContent-Disposition: form-data; name=\"å b\"\r\n\r\n\r\n"
                + "--bound\r\n\(Self.disposition)\r\n\r\n\r\n--bound--"
        )
        let expected = Form([("", false, [0x31]), ("å b", false, []), ("File", true, [])])
        #expect(try Form(reading: body) == expected)
        #expect(try Form(reading: body, cutAt: Array(body.inside)) == expected)
    }

    @Test("The events of a form that comes whole")
    func events() throws {
        var parser = MultipartParser(boundary: try Body.file([]).boundary)
        let part = try MultipartPart(head: "\r\n\(Self.disposition)")
        let content = MultipartParser.Event.content(ByteBuffer(string: "x"))
        let events = try parser.feed(Body.file([0x78]).chunks(cutAt: [])[0])
        #expect(events == [.partBegan(part), content, .partEnded, .finished])
        #expect(try parser.feed(ByteBuffer(string: "\r\n--bound\r\n")) == [])
    }

    @Test("A form without any part is one")
    func noPart() throws {
        #expect(try Form(reading: Body("--bound--\r\n")) == Form([]))
    }

    @Test(
        "A part that cannot be placed is malformed, wherever the body is cut",
        arguments: [
            ("--boundX\r\n\(disposition)\r\n\r\n", "a boundary is not followed by a line break"),
            ("--bound-\r\n\(disposition)\r\n\r\n", "a boundary is not followed by a line break"),
            ("--bound\n\(disposition)\r\n\r\n", "a boundary is not followed by a line break"),
            ("--bound\r\nno colon\r\n\(disposition)\r\n\r\n", "a header field of a part has no colon"),
            ("--bound\r\n\(disposition);\r\n x=1\r\n\r\n", "a header field of a part has no colon"),
            ("--bound\r\n\r\n\r\n\r\n", "a part has no 'Content-Disposition: form-data' with a name"),
            (
                "--bound\r\nContent-Type: text/xml\r\n\r\n",
                "a part has no 'Content-Disposition: form-data' with a name"
            ),
            (
                "--bound\r\nContent-Disposition: form-data; filename=a\r\n\r\n",
                "a part has no 'Content-Disposition: form-data' with a name"
            ),
            (
                "--bound\r\nContent-Disposition: attachment; name=File; filename=a\r\n\r\n",
                "a part has no 'Content-Disposition: form-data' with a name"
            ),
        ]
    )
    func malformedPart(text: String, reason: String) throws {
        let body = Body(text + "x\r\n--bound--\r\n")
        for cuts in [[], Array(body.inside)] {
            #expect(throws: MultipartParser.Malformed(reason: reason)) { try Form(reading: body, cutAt: cuts) }
        }
    }

    @Test(
        "A body that ends before its last boundary is malformed, wherever it is cut",
        arguments: [
            "", "x", "\r\n", "--boun", "--bound", "--bound-", "--bound\r\n", "--bound\r\n\(disposition)",
            "--bound\r\n\(disposition)\r\n\r\n", "--bound\r\n\(disposition)\r\n\r\nx\r\n--bound",
            "--bound\r\n\(disposition)\r\n\r\nx\r\n--bound-", "--bound\r\n\(disposition)\r\n\r\nx--bound--\r\n",
            "--bound\n\(disposition)\n\nx\n--bound--\n", "x--bound--", "--other--\r\n", "--BOUND--\r\n",
        ]
    )
    func endsEarly(_ text: String) throws {
        let body = Body(text)
        let expected = MultipartParser.Malformed(reason: "it ended before the last boundary '--bound--'")
        #expect(throws: expected) { try Form(reading: body) }
        #expect(throws: expected) { try Form(reading: body, cutAt: Array(body.bytes.indices.dropFirst())) }
    }

    @Test("Header fields up to 16 KiB pass, wherever the body is cut")
    func longHead() throws {
        let expected = Form([("File", true, [0x78])])
        let body = Self.body(headOf: 16 * 1024)
        for cuts in [[], [1000, 15_000], Array(body.inside)] {
            #expect(try Form(reading: body, cutAt: cuts) == expected)
        }
    }

    @Test(
        "Header fields above 16 KiB are refused, wherever the body is cut",
        arguments: [16 * 1024 + 2, 16_500, 20_000]
    )
    func tooLongHead(_ count: Int) throws {
        let body = Self.body(headOf: count)
        let expected = MultipartParser.Malformed(reason: "a part's header fields pass 16384 bytes")
        for cuts in [[], [1000, 15_000], Array(body.inside)] {
            #expect(throws: expected, "\(cuts.count) cuts") { try Form(reading: body, cutAt: cuts) }
        }
    }

    /// - Parameter count: bytes from the boundary to the content.
    private static func body(headOf count: Int) -> Body {
        let before = "\r\n\(Self.disposition)\r\nX: "
        let padding = String(repeating: "y", count: count - before.utf8.count - 4)
        return Body("--bound\(before)\(padding)\r\n\r\nx\r\n--bound--")
    }
}
