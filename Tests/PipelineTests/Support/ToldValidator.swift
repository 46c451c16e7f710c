import Domain
import Foundation
import NIOConcurrencyHelpers
import Pipeline

/// Finds what it is told to find, whatever the file; the real one has tests of its own.
final class ToldValidator: FileValidator {
    struct Unreadable: Error {}

    private let found: Result<ValidationReport, Unreadable>?
    private let asked = NIOLockedValueBox<[SubmissionFacts]>([])

    /// - Parameter found: `nil` when there is nothing to look for.
    init(_ found: Result<ValidationReport, Unreadable>? = nil) { self.found = found }

    /// What it was asked about.
    var files: [SubmissionFacts] { self.asked.withLockedValue { $0 } }

    func hasWork(for facts: SubmissionFacts) -> Bool { self.found != nil }

    func validate(
        path: String,
        _ facts: SubmissionFacts,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> ValidationReport {
        guard FileManager.default.isReadableFile(atPath: path) else { throw Unreadable() }
        self.asked.withLockedValue { $0.append(facts) }
        return try self.found?.get() ?? .empty
    }
}
