import Foundation

/// A file that a test delivers.
struct SentFile: Sendable {
    let url: URL
    let bytes: Int
    let sha256: String

    /// An invented V40 document of exactly so many bytes, which the emulator's `sample` command writes.
    init(bytes: Int, in place: Workplace) async throws {
        let url = place.folder.appendingPathComponent("sample-\(bytes).xml")
        _ = try await place.run(try BuiltExecutable.path(), ["sample", "--size", "\(bytes)", url.path])
        try await self.init(url, in: place)
    }

    /// The small V40 document of the repository.
    static func small(in place: Workplace) async throws -> SentFile {
        try await SentFile(Repository.fixture("files/v40.xml"), in: place)
    }

    init(_ url: URL, in place: Workplace) async throws {
        self.url = url
        self.bytes = try Data(contentsOf: url).count
        self.sha256 = try await place.sha256(url)
    }
}
