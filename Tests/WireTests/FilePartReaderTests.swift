import Domain
import NIOCore
import Testing
import Wire

@Suite("FilePartReader: the one file in a form")
struct FilePartReaderTests {
    private static let fileHead: String = "--bound\r\nContent-Disposition: form-data; name=File; filename=a\r\n\r\n"

    private static func field(_ name: String, _ rest: String = "") -> String {
        "--bound\r\nContent-Disposition: form-data; name=\"\(name)\"\(rest)\r\n\r\nvalue\r\n"
    }

    @Test(
        "The part named File, in any case, is the file; other fields are read over",
        arguments: [
            "\(fileHead)<a/>\r\n--bound--\r\n",
            "\(field("note"))\(fileHead)<a/>\r\n--bound--\r\n",
            "\(fileHead)<a/>\r\n\(field("note"))--bound--\r\n",
            "\(field("note", "; filename=b"))\(fileHead)<a/>\r\n--bound--\r\n",
            "\(field("file"))\(fileHead)<a/>\r\n--bound--\r\n",
            "--bound\r\nContent-Disposition: form-data; name=\"fILE\"; filename*=utf-8''a\r\n\r\n<a/>\r\n--bound--",
        ]
    )
    func file(_ text: String) throws {
        let body = Body(text)
        #expect(try Self.read(body) == Array("<a/>".utf8))
        #expect(try Self.read(body, cutAt: Array(body.inside)) == Array("<a/>".utf8))
    }

    @Test("The file that each client sends", arguments: ClientSample.all)
    func clients(_ sample: ClientSample) throws {
        #expect(try Self.read(sample.body) == sample.parts().last?.content)
    }

    @Test("A file of no bytes is a file")
    func empty() throws {
        #expect(try Self.read(.file([])) == [])
    }

    @Test(
        "No file part: the fields that were there are told",
        arguments: [
            ("--bound--\r\n", []),
            ("\(field("upload", "; filename=a"))--bound--", ["upload"]),
            ("\(field("File"))\(field("x"))--bound--", ["File (without a filename)", "x"]),
            (
                (1...12).map { field("f\($0)") }.joined() + "--bound--",
                (1...10).map { "f\($0)" }
            ),
        ] as [(String, [String])]
    )
    func missing(text: String, found: [String]) {
        #expect(throws: Problem.filePartMissing(found: found)) { try Self.read(Body(text)) }
    }

    @Test("Two file parts are refused")
    func twoFiles() {
        let problem = Problem.multipartMalformed("it has two file parts named 'File'")
        #expect(throws: problem) { try Self.read(Body("\(Self.fileHead)a\r\n\(Self.fileHead)b\r\n--bound--")) }
    }

    @Test("A malformed form is refused with the reason, at its end too")
    func malformed() {
        #expect(throws: Problem.multipartMalformed("a boundary is not followed by a line break")) {
            try Self.read(Body("--boundX\r\n\r\n"))
        }
        #expect(throws: Problem.multipartMalformed("it ended before the last boundary '--bound--'")) {
            try Self.read(Body("\(Self.fileHead)abc"))
        }
    }

    @Test("Exactly the limit passes, one byte more is 413, wherever the body is cut", arguments: [0, 1, 5, 1000])
    func limit(_ limit: Int) throws {
        let exact = Body.file(Array(repeating: 0x0D, count: limit))
        let over = Body.file(Array(repeating: 0x0D, count: limit + 1))
        for cuts in [[], [66], [66, 67], Array(exact.inside)] {
            #expect(try Self.read(exact, cutAt: cuts, limit: limit).count == limit)
            #expect(throws: Problem.fragmentTooLarge(limit: limit)) { try Self.read(over, cutAt: cuts, limit: limit) }
        }
    }

    @Test("Other fields do not count towards the limit")
    func limitIsTheFiles() throws {
        let body = Body(Self.field("note") + Self.fileHead + "abc\r\n" + Self.field("x") + "--bound--")
        #expect(try Self.read(body, limit: 3).count == 3)
    }

    @Test("A file above the limit is refused as soon as the bytes are there, before the form ends")
    func limitWithoutEnd() throws {
        let body = Body(Self.fileHead + "abcd")
        #expect(throws: Problem.fragmentTooLarge(limit: 3)) { try Self.read(body, limit: 3) }
    }

    @Test("A file above the limit is 413 also when what follows it is malformed, wherever the body is cut")
    func limitBeforeMalformed() throws {
        let body = Body(Self.fileHead + "abcd\r\n--boundX\r\n\r\n\r\n\r\n")
        for cuts in [[], Array(body.inside)] {
            let problem = Problem.fragmentTooLarge(limit: 3)
            #expect(throws: problem, "\(cuts.count) cuts") { try Self.read(body, cutAt: cuts, limit: 3) }
        }
    }

    private static func read(_ body: Body, cutAt cuts: [Int] = [], limit: Int = 1 << 20) throws -> [UInt8] {
        var reader = FilePartReader(boundary: try body.boundary, limit: limit)
        var content: [UInt8] = []
        for chunk in body.chunks(cutAt: cuts) {
            for bytes in try reader.feed(chunk) { content += bytes.readableBytesView }
        }
        try reader.end()
        return content
    }
}
