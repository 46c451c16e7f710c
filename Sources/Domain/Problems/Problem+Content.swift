extension Problem.Kind {
    static let fileEmpty = Problem.Kind("file-empty", 400, "The file is empty")
    static let fileNotWellFormed = Problem.Kind("file-not-well-formed", 400, "The file is not well-formed XML")
    static let fileWrongRoot = Problem.Kind("file-wrong-root", 400, "The file's root element is not the format's")
    static let fileWrongNamespace = Problem.Kind(
        "file-wrong-namespace",
        400,
        "The file's namespace is not the format's"
    )
}

extension Problem {
    static let contentKinds: [Kind] = [.fileEmpty, .fileNotWellFormed, .fileWrongRoot, .fileWrongNamespace]

    public static func fileEmpty(_ fileName: String) -> Problem {
        Problem(
            .fileEmpty,
            detail: "'\(fileName.clipped())' has no bytes: -1 came empty and no fragment before it carried any.",
            hint: "Check that the file was written before it was sent."
        )
    }

    /// - Parameters:
    ///   - line: counted from 1.
    ///   - column: counted from 1.
    ///   - message: the XML parser's wording.
    public static func fileNotWellFormed(_ fileName: String, line: Int, column: Int, message: String) -> Problem {
        Problem(
            .fileNotWellFormed,
            detail: "'\(fileName.clipped())' is not well-formed XML: line \(line), column \(column): \(message).",
            hint: "Correct the file and send it again whole, from fragment 0. "
                + "An end that comes too early often means that the last bytes were never sent."
        )
    }

    public static func fileWrongRoot(
        _ fileName: String,
        found: String,
        format: FileFormat,
        line: Int,
        column: Int
    ) -> Problem {
        Problem(
            .fileWrongRoot,
            detail: "'\(fileName.clipped())' has the root element '\(found.clipped())' (line \(line), column "
                + "\(column)); \(format.name) has '\(format.rootElement ?? "any")'.",
            hint: "Check that the file is in the format that the path names, then send it again whole."
        )
    }

    public static func fileWrongNamespace(
        _ fileName: String,
        found: String?,
        format: FileFormat,
        line: Int,
        column: Int
    ) -> Problem {
        Problem(
            .fileWrongNamespace,
            detail: "'\(fileName.clipped())' has its root element in "
                + (found.map { "the namespace '\($0.clipped(to: 200))'" } ?? "no namespace")
                + " (line \(line), column \(column)); \(format.name) has '\(format.namespace ?? "any")'.",
            hint: "Set xmlns on the root element as the format's schema asks, then send the file again whole."
        )
    }
}
