import CLibXML2
import CXMLSupport
import Domain

/// The one reading of a file in which its schema and its rules are asked.
final class ValidationPass: DocumentPass {
    /// Room for text that waits for the schema; also the most that reaches it at once.
    private static let textRoom = 64 << 10

    private let memoryLimit: Int
    private let judge: RuleJudge
    private let tree: RuleTree
    private let hasRules: Bool
    private let unique: UniqueValues
    private var matcher: RuleMatcher?
    private let validator: SchemaValidator?
    private var findings: FindingList
    /// What kept the values of a rule from being kept.
    private(set) var uniqueFailure: UniqueValues.Failure?

    private let memoryBefore: Int
    /// Whether the element that began last has had text already.
    private var hasText = false
    private let text = UnsafeMutableRawPointer.allocate(byteCount: textRoom, alignment: 16)
    private var textCount = 0
    private var textPosition = (line: 1, column: 1)
    private var isFlushing = false

    init(
        _ validation: Validation,
        validator: SchemaValidator?,
        source: FileSource,
        facts: SubmissionFacts,
        temporaryFolder: String
    ) {
        self.memoryLimit = validation.limits.schemaMemory
        self.judge = RuleJudge(validation.rules, facts)
        self.tree = validation.tree
        self.validator = validator
        self.hasRules = !validation.rules.isEmpty
        self.unique = UniqueValues(budget: validation.limits.uniqueMemory, folder: temporaryFolder)
        self.findings = FindingList(capacity: validation.limits.findings)
        LibXML.ready
        self.memoryBefore = m2m_xml_bytes_held()
        super.init(source: source)
        validator?.listen(Unmanaged.passUnretained(self).toOpaque()) { pass, error in
            guard let pass, let error else { return }
            Unmanaged<ValidationPass>.fromOpaque(pass).takeUnretainedValue().schemaError(error.pointee)
        }
    }

    deinit {
        self.text.deallocate()
    }

    override class var handler: xmlSAXHandler {
        var handler = super.handler
        handler.startElementNs = { context, name, prefix, namespace, bindings, binding, count, defaults, attributes in
            guard let context, let name else { return }
            let pass = Unmanaged<ValidationPass>.fromOpaque(context)
            pass._withUnsafeGuaranteedRef { pass in
                guard pass.isListening else { return }
                if pass.hasText { pass.endText() }
                if let validator = pass.validator {
                    validator.start(
                        validator.context,
                        name,
                        prefix,
                        namespace,
                        bindings,
                        binding,
                        count,
                        defaults,
                        attributes
                    )
                }
                if pass.hasRules { pass.startRules(name, namespace, attributes, Int(count)) }
            }
        }
        handler.endElementNs = { context, name, prefix, namespace in
            guard let context else { return }
            Unmanaged<ValidationPass>.fromOpaque(context)._withUnsafeGuaranteedRef { pass in
                guard pass.isListening else { return }
                if pass.hasText { pass.endText() }
                if let validator = pass.validator { validator.end(validator.context, name, prefix, namespace) }
                if pass.hasRules { pass.endRules() }
            }
        }
        handler.characters = { context, bytes, count in
            guard let context, let bytes, count > 0 else { return }
            Unmanaged<ValidationPass>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.addText(bytes, Int(count)) }
        }
        // The same function, so that the parser does not look which text is white space alone.
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        return handler
    }

    /// Whether what the parser tells still counts.
    private var isListening: Bool { self.failure == nil && !self.isStopped }

    override func read(into destination: UnsafeMutablePointer<CChar>, atMost limit: Int32) -> Int32 {
        if self.hasRules, self.matcher == nil, let parser { self.matcher = RuleMatcher(self.tree, parser) }
        if self.isListening, m2m_xml_bytes_held() - self.memoryBefore > self.memoryLimit {
            let (line, column) = self.position
            let place = FindingList.Place(line: line, column: column, rank: 0)
            self.findings.add(.critical, at: place) { .memoryBudget(self.memoryLimit, line: line, column: column) }
            self.isStopped = true
        }
        return super.read(into: destination, atMost: limit)
    }

    override func finish() {
        super.finish()
        if let failure {
            let (line, column) = (failure.line, failure.column)
            self.findings.add(.critical, at: .init(line: line, column: column, rank: 0)) {
                .notWellFormed(failure.message ?? "The file has no bytes", line: line, column: column)
            }
        } else if self.isListening, !self.source.isInterrupted {
            self.matcher?.endDocument { self.tell($0, $1) }
        }
    }

    /// Blocking.
    func report() throws(UniqueValues.Failure) -> ValidationReport {
        if let uniqueFailure { throw uniqueFailure }
        try self.unique.finish { repetition in
            let rule = repetition.use.rule
            let place = FindingList.Place(line: repetition.use.line, column: repetition.use.column, rank: rule + 1)
            self.findings.addLate(self.judge.severity(rule), at: place) {
                self.judge.finding(rule, at: place, value: repetition.value, firstLine: repetition.firstLine)
            }
        }
        return self.findings.report
    }
}

extension ValidationPass {
    private func schemaError(_ error: xmlError) {
        guard self.isListening, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        let (line, column) = self.isFlushing ? self.textPosition : self.position
        self.findings.add(.critical, at: .init(line: line, column: column, rank: 0)) {
            Finding(
                rule: "xsd",
                severity: .critical,
                line: line,
                column: column,
                message: SchemaMessage.text(of: error)
            )
        }
    }

    private func startRules(
        _ name: InternedNames.Text,
        _ namespace: InternedNames.Text?,
        _ attributes: RuleMatcher.Attributes?,
        _ count: Int
    ) {
        self.matcher?.start(name, namespace, attributes, count) { self.tell($0, $1) }
    }

    private func endRules() {
        self.matcher?.end { self.tell($0, $1) }
    }

    private func tell(_ rule: Int, _ outcome: RuleMatcher.Outcome) {
        let (line, column) = self.position
        let place = FindingList.Place(line: line, column: column, rank: rule + 1)
        switch outcome {
        case .missing:
            self.findings.add(self.judge.severity(rule), at: place) { self.judge.finding(rule, at: place) }
        case .tooLong:
            self.findings.add(self.judge.severity(rule), at: place) { self.judge.tooLong(rule, at: place) }
        case .value(let value):
            guard let isAccepted = self.judge.accepts(value, rule) else { return self.keep(value, rule, place) }
            guard !isAccepted else { return }
            self.findings.add(self.judge.severity(rule), at: place) {
                self.judge.finding(rule, at: place, value: value)
            }
        }
    }

    private func keep(_ value: UnsafeRawBufferPointer, _ rule: Int, _ place: FindingList.Place) {
        do throws(UniqueValues.Failure) {
            try self.unique.add(value, .init(rule: rule, line: place.line, column: place.column))
        } catch {
            self.uniqueFailure = error
            self.isStopped = true
        }
    }

    /// The first portion goes to the schema at once, and nearly always it is the only one; the rest waits for a tag.
    private func addText(_ bytes: UnsafePointer<xmlChar>, _ count: Int) {
        guard self.isListening else { return }
        if self.hasRules, let matcher, matcher.wantsText {
            matcher.text(UnsafeRawBufferPointer(start: bytes, count: count))
        }
        guard let validator else { return }
        guard self.hasText else {
            self.hasText = true
            validator.characters(validator.context, bytes, Int32(count))
            return
        }
        if self.textCount == 0 { self.textPosition = self.position }
        var begin = 0
        while begin < count {
            if self.textCount == Self.textRoom { self.flushText() }
            let portion = min(count - begin, Self.textRoom - self.textCount)
            (self.text + self.textCount).copyMemory(from: bytes + begin, byteCount: portion)
            self.textCount += portion
            begin += portion
        }
    }

    private func endText() {
        self.hasText = false
        if self.textCount > 0 { self.flushText() }
    }

    private func flushText() {
        guard let validator else { return }
        self.isFlushing = true
        validator.characters(validator.context, self.text.assumingMemoryBound(to: xmlChar.self), Int32(self.textCount))
        self.isFlushing = false
        self.textCount = 0
    }
}
