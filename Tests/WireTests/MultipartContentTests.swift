import Testing

@testable import Wire

@Suite("MultipartParser: content that looks like a boundary")
struct MultipartContentTests {
    @Test(
        "All but the delimiter itself is content, whole, cut at every byte and byte by byte",
        arguments: [
            "", "\r", "\n", "\r\n", "\r\n\r\n", "\r\r\n", "-", "--", "--bound", "--bound--", "--bound--\r\n",
            "\r\n--", "\r\n--boun", "\r\n--boun\r\n--boun", "\r\n--bounD", "\r\n-bound", "\r\n --bound", "\n--bound",
            "\r--bound", "\r\r\n--", "\r\n\r\n--boun", "a\r\n--b\r\n--bo\r\n--bou\r\n--boun", "\r\n--\r\n--bo\r",
            "\r\n--boun\u{0}d--", "\u{0}\u{1}\u{FFFF}", "\r\n--bou\r\n--bou\r\n--bou\r\n--bou\r\n--bou",
            "Content-Disposition: form-data; name=Other\r\n\r\n",
        ]
    )
    func lookAlikes(_ content: String) throws {
        let body = Body.file(Array(content.utf8))
        let expected = Form([("File", true, Array(content.utf8))])
        #expect(try Form(reading: body) == expected)
        #expect(try Form(reading: body, cutAt: Array(body.inside)) == expected)
        for cut in body.inside {
            #expect(try Form(reading: body, cutAt: [cut]) == expected, "cut at \(cut)")
        }
    }

    @Test("Bytes that are no text pass through")
    func allBytes() throws {
        let content = (0..<4).flatMap { _ in (UInt8.min...UInt8.max) }
        #expect(try Form(reading: .file(content), cutAt: [300, 301, 700]) == Form([("File", true, content)]))
    }

    @Test("Random content of boundary fragments, cut at random, comes out as it went in", arguments: 0..<8)
    func random(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<250 {
            let form = RandomForm(using: &generator)
            let actual = try Form(reading: form.body, cutAt: form.cuts)
            #expect(actual == Form([("File", true, form.content)]), "seed \(seed), round \(round), cut at \(form.cuts)")
        }
    }
}

/// Content in which beginnings of the delimiter are frequent, under a boundary that makes them easy to confuse.
private struct RandomForm {
    let body: Body
    let content: [UInt8]
    let cuts: [Int]

    init(using generator: inout SeededGenerator) {
        let letters = Array("-a-b'".utf8)
        let boundary = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
            letters.randomElement(using: &generator) ?? 0x2D
        }
        let delimiter = Array("\r\n--".utf8) + boundary
        var content: [UInt8] = []
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            let start = Int.random(in: 0..<delimiter.count, using: &generator)
            content += delimiter[start..<Int.random(in: start...delimiter.count, using: &generator)]
            if Bool.random(using: &generator) { content.append(letters.randomElement(using: &generator) ?? 0x0D) }
        }
        // A delimiter in the content would end it, so the content ends before it.
        self.content = Array(content[..<Self.firstIndex(of: delimiter, in: content + delimiter)])
        let head =
            "--\(String(decoding: boundary, as: UTF8.self))\r\n"
            + "Content-Disposition: form-data; name=File; filename=\"\"\r\n\r\n"
        let bytes = Array(head.utf8) + self.content + delimiter + Array("--\r\n".utf8)
        let contentType = "multipart/form-data; boundary=\"\(String(decoding: boundary, as: UTF8.self))\""
        self.body = Body(contentType: contentType, bytes)
        self.cuts = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
            Int.random(in: 0...bytes.count, using: &generator)
        }.sorted()
    }

    /// The plainest search there is, to judge a cleverer one by.
    private static func firstIndex(of needle: [UInt8], in haystack: [UInt8]) -> Int {
        haystack.indices.first { haystack[$0...].starts(with: needle) } ?? haystack.count
    }
}
