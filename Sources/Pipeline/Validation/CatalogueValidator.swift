public import Domain
import Glibc
import SystemPackage
public import Validation

/// Validates files by the schema and the rules that the settings give their format.
///
/// A value may be used from several threads at once.
public struct CatalogueValidator: FileValidator {
    private let formats: FormatCatalogue
    private let schemas: SchemaCatalogue
    private let limits: ValidationLimits
    private let temporaryFolder: String

    /// - Parameter temporaryFolder: for what does not fit into memory; nothing stays in it.
    public init(
        _ formats: FormatCatalogue,
        schemas: SchemaCatalogue,
        limits: ValidationLimits,
        temporaryFolder: String
    ) {
        self.formats = formats
        self.schemas = schemas
        self.limits = limits
        self.temporaryFolder = temporaryFolder
    }

    public func hasWork(for facts: SubmissionFacts) -> Bool { self.validation(for: facts) != nil }

    public func validate(
        path: String,
        _ facts: SubmissionFacts,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws -> ValidationReport {
        // A format that has left the settings since is one of which nothing is asked.
        guard let validation = self.validation(for: facts) else { return .empty }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ValidationFailure.unreadable(path, reason: Errno(rawValue: errno).description)
        }
        defer { close(descriptor) }
        let completion = validation.validate(
            descriptor: descriptor,
            facts: facts,
            temporaryFolder: self.temporaryFolder,
            isCancelled: isCancelled
        )
        switch completion {
        case .finished(let report): return report
        case .cancelled: throw ValidationFailure.cancelled
        case .failed(let errno): throw ValidationFailure.unreadable(path, reason: Errno(rawValue: errno).description)
        }
    }

    private func validation(for facts: SubmissionFacts) -> Validation? {
        guard let format = self.formats.format(facts.format, of: facts.program) else { return nil }
        let schema = self.schemas.schema(of: format, version: facts.version)
        guard schema != nil || !format.rules.isEmpty else { return nil }
        return Validation(schema: schema, rules: format.rules, limits: self.limits)
    }
}

/// Why a file could not be validated.
public enum ValidationFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The emulator is being stopped; the next start takes it up again.
    case cancelled
    case unreadable(String, reason: String)

    public var description: String {
        switch self {
        case .cancelled: "the validation was ended because the emulator stops; the next start begins it again"
        case .unreadable(let path, let reason):
            "the file '\(path)' cannot be read to be validated: \(reason). Its delivery stays Bearbetar until a start of the "
                + "emulator at which it can."
        }
    }
}
