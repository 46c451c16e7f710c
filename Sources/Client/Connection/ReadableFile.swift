import Foundation

enum ReadableFile {
    /// No certificate or key is larger; a file that was named by mistake may be.
    private static let limit = 1 << 20

    /// The whole of a small file.
    static func bytes(of path: String, as what: String) throws(ClientError) -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw .cannotRead(path, what: what, reason: .errno) }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: Self.limit + 1)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else { throw .cannotRead(path, what: what, reason: .errno) }
        guard count <= Self.limit else {
            throw .cannotRead(path, what: what, reason: "it has more than \(Self.limit) bytes")
        }
        return Array(bytes.prefix(count))
    }
}

extension String {
    /// The operating system's words for what went wrong last.
    static var errno: String { String(cString: strerror(Foundation.errno)) }
}
