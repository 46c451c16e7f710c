import Foundation
import Testing

@Suite("Encodings")
struct EncodingTests {
    private static let text = "<a>\n  Räksmörgås €</a>"

    private static func declared(_ encoding: String, _ text: String = "<a>\n  Räksmörgås</a>") -> String {
        "<?xml version=\"1.0\" encoding=\"\(encoding)\"?>\(text)"
    }

    @Test("UTF-8 and UTF-16, with a byte order mark or a declaration, and ISO-8859-1 are read")
    func accepted() throws {
        let files: [Data?] = [
            Data([0xEF, 0xBB, 0xBF] + Self.text.utf8),
            Data(Self.declared("utf-8", Self.text).utf8),
            Self.declared("utf-16", Self.text).data(using: .utf16),
            Data([0xFF, 0xFE]) + (Self.text.data(using: .utf16LittleEndian) ?? Data()),
            Data([0xFE, 0xFF]) + (Self.text.data(using: .utf16BigEndian) ?? Data()),
            Self.declared("iso-8859-1").data(using: .isoLatin1),
            Self.declared("windows-1252").data(using: .windowsCP1252),
        ]
        for file in files {
            #expect(try check(#require(file)) == .passed)
        }
    }

    @Test("An encoding that nobody knows is refused")
    func unknown() throws {
        #expect(try check(Self.declared("klingon")) == .notWellFormed(1, 39, "Unsupported encoding klingon"))
    }

    @Test("A declaration of UTF-16 in a file of single bytes is refused")
    func contradiction() throws {
        let message = "Document labelled UTF-16 but has UTF-8 content"
        #expect(try check(Self.declared("utf-16")) == .notWellFormed(1, 38, message))
    }

    @Test("Bytes that are not UTF-8 are refused where they stand")
    func invalidUTF8() throws {
        let content = Data("<a>\n  hej ".utf8) + [0xE5, 0x20] + Data("</a>".utf8)
        let message = "Input is not proper UTF-8, indicate encoding ! Bytes: 0xE5 0x20 0x3C 0x2F"
        #expect(try check(content) == .notWellFormed(2, 7, message))
    }

    @Test("Bytes that are not text in the declared encoding are refused where they stand")
    func undecodable() throws {
        let ascii = Data(Self.declared("us-ascii", "\n<a>\n  hej ").utf8) + [0xE5] + Data("</a>".utf8)
        #expect(try check(ascii) == .notWellFormed(3, 7, "Bytes that are not us-ascii"))

        let halfPair = Data([0xFF, 0xFE]) + Self.utf16("<a>\n  hej ") + [0x00, 0xD8] + Self.utf16("</a>")
        #expect(try check(halfPair) == .notWellFormed(2, 7, "Bytes that are not text in the file's encoding"))
    }

    @Test("UTF-16 with half a character at its end is refused")
    func halfCharacter() throws {
        let content = Data([0xFF, 0xFE]) + Self.utf16("<a>\n  hej</a>") + [0x20]
        #expect(try check(content) == .notWellFormed(2, 10, "Bytes that are not text in the file's encoding"))
    }

    private static func utf16(_ text: String) -> Data {
        text.data(using: .utf16LittleEndian) ?? Data()
    }
}
