/// A folder that a person named, for files to be handed on.
struct OutputFolder {
    let path: String
    /// The first line of the README.md by which the emulator knows the folder for its own.
    let heading: String

    /// Makes the folder when it is not there.
    ///
    /// - Throws: `file-failed` when somebody else's README.md is in it: files there may be somebody else's too.
    func prepare() throws(PKIError) {
        try SystemFile.makeFolder(self.path)
        let page = self.path(Self.page)
        guard let content = try SystemFile.content(of: page, isPrivate: false) else { return }
        guard content.bytes.starts(with: self.heading.utf8) else {
            throw PKIError(
                .fileFailed,
                "'\(page)' is there and does not begin with '\(self.heading)': nothing was written to the folder",
                hint: "Name a folder that is empty, or not there yet."
            )
        }
    }

    static let page = "README.md"

    func path(_ name: String) -> String { "\(self.path)/\(name)" }

    func writeSecret(_ name: String, _ bytes: [UInt8]) throws(PKIError) {
        try SystemFile.replace(self.path(name), with: bytes, mode: 0o600)
    }

    func write(_ name: String, _ bytes: [UInt8]) throws(PKIError) {
        try SystemFile.replace(self.path(name), with: bytes, mode: 0o644)
    }

    func write(_ name: String, _ text: String) throws(PKIError) { try self.write(name, Array(text.utf8)) }
}
