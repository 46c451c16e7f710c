import Domain
import Foundation
import Samples
import Testing
import Validation

@Suite("Sample files")
struct SampleFileTests {
    private static func content(
        _ format: SampleFile.Format = .v40,
        bytes: Int,
        seed: UInt64 = 0
    ) throws -> Data {
        try self.withFile(SampleFile(format: format, bytes: bytes, seed: seed)) { path in
            try Data(contentsOf: URL(fileURLWithPath: path))
        }
    }

    private static func withFile<Result>(_ sample: SampleFile, _ body: (String) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try sample.write(to: path)
        return try body(path)
    }

    private static func registered(_ format: SampleFile.Format) -> FileFormat {
        FileFormat(
            name: FileFormatName(format.rawValue),
            program: format == .v40 ? .vinn : .krita,
            rootElement: format == .v40 ? "Report" : nil,
            namespace: format == .v40 ? "http://scb.se/gdb/vinn" : nil,
            versions: []
        )
    }

    @Test(
        "A sample file has exactly its size and passes the format check",
        arguments: SampleFile.Format.allCases,
        [3_000, 3_001, 5_555, 1_000_000, 1_048_576, 9_216_000, 20_000_001]
    )
    func sizeAndForm(_ format: SampleFile.Format, bytes: Int) throws {
        try Self.withFile(SampleFile(format: format, bytes: bytes)) { path in
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            #expect(size == bytes)
            let check = FormatCheck(Self.registered(format), fileName: "sample.xml")
            #expect(try check.check(path: path) == .passed)
        }
    }

    @Test("The smallest size works, one byte less is refused with the number", arguments: SampleFile.Format.allCases)
    func smallest(_ format: SampleFile.Format) throws {
        let failure = #expect(throws: SampleFile.Failure.self) { try SampleFile(format: format, bytes: 0) }
        guard case .tooSmall(let minimum) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(throws: SampleFile.Failure.tooSmall(minimum: minimum)) {
            try SampleFile(format: format, bytes: minimum - 1)
        }
        let content = try Self.content(format, bytes: minimum)
        #expect(content.count == minimum)
        #expect(String(decoding: content, as: UTF8.self).contains(format == .v40 ? "</Holding>" : "</Loan>"))
    }

    @Test("The same seed gives the same bytes, another seed others")
    func seeds() throws {
        let one = try Self.content(bytes: 3_000_000, seed: 1)
        #expect(try Self.content(bytes: 3_000_000, seed: 1) == one)
        #expect(try Self.content(bytes: 3_000_000, seed: 2) != one)
    }

    @Test("Holdings count up through the holders, 500 to each")
    func records() throws {
        let text = String(decoding: try Self.content(bytes: 600_000), as: UTF8.self)
        let holders = text.components(separatedBy: "</Holder>").dropLast()
        #expect(holders.count == 3)
        #expect(holders.first?.components(separatedBy: "<Holding>").count == 501)
        let identifiers = text.components(separatedBy: "<Identifier>").dropFirst().map { $0.prefix(12) }
        #expect(identifiers == (1...identifiers.count).map { "SE" + String(format: "%010d", $0)[...] })
    }

    @Test("The root element carries the organisation and the period")
    func details() throws {
        let sample = try SampleFile(
            format: .v40,
            bytes: 3_000,
            organisation: OrganisationNumber("556000-0001"),
            period: ReferencePeriod("2024-12-31")
        )
        let text = try Self.withFile(sample) { try String(contentsOfFile: $0, encoding: .utf8) }
        #expect(text.contains("ReportingAgentCode=\"5560000001\""))
        #expect(text.contains("FileCreated=\"2024-12-31T12:00:00Z\" ReferencePeriod=\"2024-12-31\""))
    }

    @Test("A place that cannot be written is told")
    func unwritable() throws {
        let sample = try SampleFile(format: .v40, bytes: 3_000)
        let failure = #expect(throws: SampleFile.Failure.self) { try sample.write(to: "/nonexistent/sample.xml") }
        #expect(failure.map(String.init) == "'/nonexistent/sample.xml' cannot be written: No such file or directory")
        #expect(throws: SampleFile.Failure.unwritable(path: "/dev/full", errno: ENOSPC)) {
            try sample.write(to: "/dev/full")
        }
    }

    @Test("The generator gives SplitMix64's published numbers")
    func splitMix() {
        var generator = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in generator.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ]
        )
    }
}
