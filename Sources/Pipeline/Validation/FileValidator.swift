public import Domain

/// Validates whole files after they were accepted (docs/protocol.md, "Validation"). Several at once, from any thread.
public protocol FileValidator: Sendable {
    /// Whether there is anything to look for in a file of this kind; without it, the file is Inläst without being read.
    func hasWork(for facts: SubmissionFacts) -> Bool

    /// Reads the file once. Blocking, for as long as that takes.
    ///
    /// - Throws: when the file cannot be read, or `isCancelled` said so; what it found is then not known.
    func validate(
        path: String,
        _ facts: SubmissionFacts,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> ValidationReport
}
