import Domain
import Foundation
import Samples
import Testing
import Validation

/// One after the other, so that one test's memory is not measured by another.
@Suite("Large files", .serialized)
enum LargeFileTests {}

extension LargeFileTests {
    /// Each attack takes seconds to minutes, or gigabytes, in a parser without the limit in question.
    @Suite("Large and hostile files", .serialized, .timeLimit(.minutes(1)))
    struct FormatChecking {
        private static let doctype =
            "A document type declaration (DOCTYPE) is not accepted; no DTD is read and no entity is expanded"

        @Test(
            "No document type passes",
            arguments: [
                ("<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>", 13),
                ("<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/hostname'>%p;]><a/>", 13),
                ("<!DOCTYPE a [<!ENTITY b SYSTEM 'http://127.0.0.1:9/'>]><a>&b;</a>", 13),
                ("<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><a/>", 46),
                ("<!DOCTYPE a PUBLIC '-//X' 'a.dtd'><a/>", 34),
                ("<!DOCTYPE a><a/>", 12),
                ("<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]><a/>", 13),
            ]
        )
        func documentType(_ content: String, column: Int) throws {
            #expect(try check(content) == .notWellFormed(1, column, Self.doctype))
        }

        @Test("256 elements within each other pass, 1,000,000 do not")
        func depth() throws {
            func nested(_ depth: Int) -> String {
                String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
            }
            #expect(try check(nested(256)) == .passed)
            #expect(try check(nested(1_000_000)) == .notWellFormed(1, 772, "Excessive depth in document: 256"))
        }

        @Test("A value of 100 MB is refused, a text of 100 MB is not")
        func length() throws {
            let long = Data(repeating: UInt8(ascii: "y"), count: 100_000_000)
            #expect(
                try check(Data("<a x='".utf8) + long + Data("'/>".utf8))
                    == .notWellFormed(1, 10_000_008, "AttValue length too long")
            )
            #expect(try check(Data("<a>".utf8) + long + Data("</a>".utf8)) == .passed)
        }

        @Test("500 attributes in an element pass, 1,000,000 do not")
        func attributes() throws {
            func element(_ count: Int) -> String { "<a" + (0..<count).map { " a\($0)=''" }.joined() + "/>" }
            #expect(try check(element(500)) == .passed)
            try self.expect("An element has more than 800 attributes", of: element(1_000_000))
        }

        @Test("300 namespaces pass, 1,000,000 do not")
        func namespaces() throws {
            func element(_ count: Int) -> String { "<a" + (0..<count).map { " xmlns:a\($0)='u'" }.joined() + "/>" }
            #expect(try check(element(300)) == .passed)
            try self.expect("More than 600 namespaces are declared at once", of: element(1_000_000))
        }

        @Test("10,000 different names pass, 1,000,000 do not")
        func names() throws {
            func document(_ count: Int) -> String { "<a>" + (0..<count).map { "<a\($0)/>" }.joined() + "</a>" }
            #expect(try check(document(10_000)) == .passed)
            let message = "The file has more than 20000 different names of elements and attributes"
            try self.expect(message, of: document(1_000_000))
        }

        @Test("Catalogue instructions are like any other")
        func catalogues() throws {
            let instruction = "<?oasis-xml-catalog catalog=\"file:///etc/hostname\"?>"
            #expect(try check(String(repeating: instruction, count: 150_000) + "<a/>") == .passed)
        }

        @Test("Memory stays bounded however large the file")
        func memory() throws {
            try withTemporaryFile { path in
                try SampleFile(format: .v40, bytes: 64 << 20).write(to: path)
                let before = try residentBytes()
                var peak = before
                let completion = try FormatCheck(.v40, fileName: "file.xml").check(path: path) {
                    peak = max(peak, (try? residentBytes()) ?? .max)
                    return false
                }
                #expect(completion == .passed)
                #expect(peak - before < 16 << 20)
            }
        }

        private func expect(_ message: String, of content: String) throws {
            guard case .refused("file-not-well-formed", let detail) = try check(content) else {
                Issue.record("passed")
                return
            }
            #expect(detail.hasSuffix(": \(message)."))
        }
    }
}
