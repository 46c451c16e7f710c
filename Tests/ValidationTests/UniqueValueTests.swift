import Domain
import Foundation
import Testing
import Validation

extension LargeFileTests {
    @Suite("Unique values, however many", .serialized)
    struct UniqueValues {
        /// 60,000 values in no order, of which every 10,000th is that of two lines before; more than memory may hold.
        private static let file: (content: Data, repeated: [Int]) = {
            var text = "<r>\n"
            var repeated: [Int] = []
            for index in 0..<60_000 {
                let isRepeated = index > 0 && index.isMultiple(of: 10_000)
                let number = (isRepeated ? index - 2 : index) &* 7_919 % 60_013
                if isRepeated { repeated.append(index + 2) }
                text += "<i>värde-\(number)-\(String(repeating: "x", count: number % 40))</i>\n"
            }
            return (Data((text + "</r>").utf8), repeated)
        }()

        @Test("Values past the budget go to a file and are compared all the same")
        func spilled() throws {
            let rules = try [rule("u", "/r/i", .unique), rule("v", "/r/i", .unique, severity: .warning)]
            let report = try report(
                Self.file.content,
                rules: rules,
                limits: ValidationLimits(findings: 20, memory: 8 << 20)
            )
            #expect(
                report.findings.map { "\($0.rule)\($0.line)" } == Self.file.repeated.flatMap { ["u\($0)", "v\($0)"] }
            )
            #expect(report.findings.first?.message.sv.hasSuffix(", \(Self.file.repeated[0] - 2)") == true)
            #expect(report.counts == [.error: Self.file.repeated.count, .warning: Self.file.repeated.count])
        }

        @Test("The budget makes no difference to the report")
        func sameInMemory() throws {
            let rules = try [rule("u", "/r/i", .unique)]
            let large = try report(Self.file.content, rules: rules, limits: ValidationLimits(memory: 1 << 30))
            let small = try report(Self.file.content, rules: rules, limits: ValidationLimits(memory: 8 << 20))
            #expect(large == small)
            #expect(large.total == Self.file.repeated.count)
        }

        @Test("Where no temporary file can be made, that is told, and nothing of the file")
        func noRoom() throws {
            try withTemporaryFile(Self.file.content) { path in
                let validation = Validation(
                    schema: nil,
                    rules: try [rule("u", "/r/i", .unique)],
                    limits: ValidationLimits(memory: 8 << 20)
                )
                let completion = try validation.completion(path, temporaryFolder: "/nonexistent")
                #expect(completion == .failed(errno: ENOENT))
            }
        }
    }
}
