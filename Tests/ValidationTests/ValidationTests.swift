import Domain
import Foundation
import Samples
import Testing
import Validation

@Suite("Validation as a whole")
struct ValidationTests {
    private static func validation() throws -> Validation {
        let rules = try [
            rule("o", "/Report/@ReportingAgentCode", .equals(.organisation)),
            rule("u", "/Report/Holder/Holding/NominalCurrency", .unique, severity: .warning),
        ]
        return Validation(schema: try Schema.load(.builtIn(.v40)), rules: rules)
    }

    @Test("Several at once, with one schema, give the reports that each gives alone")
    func threads() throws {
        let validation = try Self.validation()
        try withTemporaryFile { good in
            try SampleFile(format: .v40, bytes: 400_000).write(to: good)
            let bad = try String(contentsOfFile: good, encoding: .utf8)
                .replacing("<Valuation>M", with: "<Valuering>M").replacing("</Valuation>", with: "</Valuering>")
            try withTemporaryFile(Data(bad.utf8)) { bad in
                let alone = try [good, bad].map { try validation.report($0) }
                #expect(alone[0] != alone[1])
                #expect(alone[1].counts[.critical, default: 0] > 100)
                let together = concurrently(16) { index in
                    (try? validation.report(index.isMultiple(of: 2) ? good : bad)) == alone[index % 2]
                }
                #expect(together.allSatisfy { $0 == true })
            }
        }
    }

    @Test("A cancelled validation ends at the next 256 KiB, without a report")
    func cancellation() throws {
        try withTemporaryFile { path in
            try SampleFile(format: .v40, bytes: 2_000_000).write(to: path)
            var readings = 0
            let completion = try Self.validation().completion(path) {
                readings += 1
                return readings == 3
            }
            #expect(completion == .cancelled)
            #expect(readings == 3)
        }
    }

    @Test("What cannot be read says why, and nothing of the file")
    func unreadable() throws {
        #expect(try Self.validation().completion("/") == .failed(errno: EISDIR))
    }

    @Test("Every made-up sample passes the stub of its schema", arguments: [2_000, 300_000])
    func samples(_ bytes: Int) throws {
        try withTemporaryFile { path in
            try SampleFile(format: .v40, bytes: bytes).write(to: path)
            let validation = Validation(schema: try Schema.load(.builtIn(.v40)), rules: [])
            #expect(try validation.report(path) == ValidationReport(findings: [], counts: [:]))
        }
    }
}

/// What `work` answers for each number below `count`, all of them at once.
func concurrently<Answer: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Answer) -> [Answer?] {
    let slots = UnsafeMutableBufferPointer<Answer?>.allocate(capacity: count)
    slots.initialize(repeating: nil)
    defer {
        slots.deinitialize()
        slots.deallocate()
    }
    // Each iteration writes its own slot.
    nonisolated(unsafe) let unshared = slots
    DispatchQueue.concurrentPerform(iterations: count) { unshared[$0] = work($0) }
    return Array(slots)
}

func residentBytes() throws -> Int {
    let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
    return try #require(Int(pages)) * Int(sysconf(Int32(_SC_PAGESIZE)))
}
