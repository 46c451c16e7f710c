import NIOCore
import Testing

@testable import Wire

@Suite("MultipartParser: where the body is cut makes no difference")
struct MultipartSplitTests {
    @Test("Whole", arguments: ClientSample.all)
    func whole(_ sample: ClientSample) throws {
        #expect(try Form(reading: sample.body) == Form(sample.parts()))
    }

    @Test("Cut in two, at every byte", arguments: ClientSample.all)
    func everyCut(_ sample: ClientSample) throws {
        let expected = Form(sample.parts())
        for cut in sample.body.inside {
            #expect(try Form(reading: sample.body, cutAt: [cut]) == expected, "cut at \(cut)")
        }
    }

    @Test("Byte by byte", arguments: ClientSample.all)
    func byteByByte(_ sample: ClientSample) throws {
        #expect(try Form(reading: sample.body, cutAt: Array(sample.body.inside)) == Form(sample.parts()))
    }

    @Test("Byte by byte with an empty chunk after each", arguments: ClientSample.all)
    func emptyChunks(_ sample: ClientSample) throws {
        let cuts = sample.body.inside.flatMap { [$0, $0] }
        #expect(try Form(reading: sample.body, cutAt: cuts) == Form(sample.parts()))
    }

    @Test(
        "Cut in three, at every pair of bytes",
        arguments: ["\r\n--boun\r\n--", "\r\n--b\r\r\n--bound".dropLast(1), "", "x\r\n"].map { String($0) }
    )
    func everyPairOfCuts(_ content: String) throws {
        let body = Body.file(Array(content.utf8))
        let expected = Form([("File", true, Array(content.utf8))])
        for first in body.inside {
            for second in first..<body.bytes.count {
                #expect(try Form(reading: body, cutAt: [first, second]) == expected, "cut at \(first) and \(second)")
            }
        }
    }

    @Test("Content is passed on as slices of what was fed, not as copies")
    func slices() throws {
        let body = Body.file(Array(repeating: 0x61, count: 100_000))
        var parser = MultipartParser(boundary: try body.boundary)
        let whole = ByteBuffer(bytes: body.bytes)
        let events = try parser.feed(whole)
        guard events.count == 4, case .content(let content) = events[1] else {
            Issue.record("the second of four events is not the content")
            return
        }
        let address = whole.withUnsafeReadableBytes { $0.baseAddress }
        let start = body.bytes.count - 100_000 - "\r\n--bound--\r\n".utf8.count
        #expect(content.withUnsafeReadableBytes { $0.baseAddress } == address?.advanced(by: start))
        #expect(content.readableBytes == 100_000)
    }
}
