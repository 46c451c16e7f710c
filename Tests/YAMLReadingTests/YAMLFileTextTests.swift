import Foundation
import Testing
import YAMLReading

@Suite struct YAMLFileTextTests {
    private static let allowed = "allowed: a readable YAML file in UTF-8 of at most 1 MiB."

    private static func mistakes(path: String) -> [String] {
        Reading.mistakes { () throws(YAMLFileError) in _ = try YAMLFile.text(path: path) }
    }

    /// Hands `body` the path of a file with these bytes.
    private static func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url.path)
    }

    @Test("A file is read as it is")
    func text() throws {
        for content in ["namn: åäö\r\n", ""] {
            try Self.withFile(Array(content.utf8)) { path in
                let read = try YAMLFile.text(path: path)
                #expect(read == content)
            }
        }
    }

    @Test("A file that is not there, and a folder")
    func unreadable() {
        #expect(
            Self.mistakes(path: "/nowhere/settings.yaml") == [
                "/nowhere/settings.yaml: found a file that cannot be opened "
                    + "(No such file or directory); \(Self.allowed)"
            ]
        )
        #expect(
            Self.mistakes(path: "/") == ["/: found a file that cannot be read (Is a directory); \(Self.allowed)"]
        )
    }

    @Test("Exactly 1 MiB is read, a byte more is refused, and so is a device without end")
    func size() throws {
        try Self.withFile([UInt8](repeating: 0x20, count: 1 << 20)) { path in
            let read = try YAMLFile.text(path: path)
            #expect(read.utf8.count == 1 << 20)
        }
        try Self.withFile([UInt8](repeating: 0x20, count: (1 << 20) + 1)) {
            #expect(Self.mistakes(path: $0) == ["\($0): found a file of more than 1 MiB; \(Self.allowed)"])
        }
        #expect(
            Self.mistakes(path: "/dev/zero") == ["/dev/zero: found a file of more than 1 MiB; \(Self.allowed)"]
        )
    }

    @Test("Bytes that are not UTF-8 are told with their place")
    func encoding() throws {
        let latin1 = Array("a: å\nname: ".utf8) + [0xE5, 0x0A]
        try Self.withFile(latin1) {
            #expect(Self.mistakes(path: $0) == ["\($0):2:7: found bytes that are not UTF-8; \(Self.allowed)"])
        }
        try Self.withFile([0xFF, 0xFE, 0x61, 0x00]) {
            #expect(Self.mistakes(path: $0) == ["\($0):1:1: found bytes that are not UTF-8; \(Self.allowed)"])
        }
    }
}
