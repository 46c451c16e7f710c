public import Domain
import Glibc

/// How much a validation may take and tell.
public struct ValidationLimits: Hashable, Sendable {
    /// How many findings are kept, at least 1; all are counted.
    public let findings: Int
    /// Bytes that one validation may take for what grows with the file, at least 8 MiB: three quarters for the schema,
    /// whose identity constraints remember values, and a quarter for rules of unique values, which go to a temporary
    /// file beyond it.
    public let memory: Int

    public init(findings: Int = 100, memory: Int = 32 << 20) {
        self.findings = max(1, findings)
        self.memory = max(8 << 20, memory)
    }

    var schemaMemory: Int { self.memory / 4 * 3 }
    var uniqueMemory: Int { self.memory / 4 }
}

/// The validation after -1: the schema of the file's format and version, and the format's rules, in one streaming pass
/// (docs/protocol.md, "Validation").
///
/// A value may be used from several threads at once. Blocking: call off the event loop.
public struct Validation: Sendable {
    /// How a validation ended.
    public enum Completion: Hashable, Sendable {
        case finished(ValidationReport)
        /// `isCancelled` said so; nothing is known about the file.
        case cancelled
        /// The system could not read the file, or keep what the rules compare; nothing is known about the file.
        case failed(errno: Int32)
    }

    let schema: Schema?
    let rules: [ValidationRule]
    let tree: RuleTree
    let limits: ValidationLimits

    /// - Parameters:
    ///   - schema: `nil` where none is asked; its findings are all Critical.
    ///   - rules: asked whether there is a schema or not; at most 65 536.
    public init(schema: Schema?, rules: [ValidationRule], limits: ValidationLimits = ValidationLimits()) {
        self.schema = schema
        self.rules = rules
        self.tree = RuleTree(rules)
        self.limits = limits
    }

    /// Validates a spooled file. Blocking: call off the event loop.
    ///
    /// What makes the file no well-formed XML, where the format check did not already refuse it, is a Critical finding
    /// `xml`, and ends the validation. So does a schema that needs more memory than it may have: `memory-budget`.
    ///
    /// - Parameters:
    ///   - descriptor: open for reading; read from its first byte by position, so that its own offset neither matters
    ///     nor moves, and left open.
    ///   - facts: what the submission says, for rules that compare.
    ///   - temporaryFolder: for what rules of unique values do not keep in memory; a file without a name.
    ///   - isCancelled: asked on the calling thread before each 256 KiB.
    public func validate(
        descriptor: Int32,
        facts: SubmissionFacts,
        temporaryFolder: String,
        isCancelled: @escaping () -> Bool = { false }
    ) -> Completion {
        let source = FileSource(descriptor: descriptor, isCancelled: isCancelled)
        let schema = self.schema.flatMap { $0.isEmpty ? nil : $0 }
        let validator = schema.flatMap { SchemaValidator($0) }
        guard schema == nil || validator != nil else { return .failed(errno: ENOMEM) }
        let pass = ValidationPass(
            self,
            validator: validator,
            source: source,
            facts: facts,
            temporaryFolder: temporaryFolder
        )
        guard LibXML.parse(pass) else { return .failed(errno: ENOMEM) }
        switch source.ending {
        case .cancelled: return .cancelled
        case .failed(let errno): return .failed(errno: errno)
        case .endOfFile, nil: break
        }
        do throws(UniqueValues.Failure) {
            return .finished(try pass.report())
        } catch {
            return .failed(errno: error.errno)
        }
    }
}
