import Domain
import Journal
import Pipeline
import Wire

/// What all connections of one environment's port share.
struct M2MPort: Sendable {
    let pipeline: SubmissionPipeline
    let limits: PortLimits
    let work: BlockingWork
    let identifiers: any IdentifierSource
    /// Which certificates a heartbeat's answer warns of; `nil` for none.
    let expiryNotice: ExpiryNotice?
    /// Where accepted files go next.
    let validations: ValidationQueue
    let scenarios: ScenarioStage
    let journals: Journals
    /// How answers are written.
    let answers: AnswerForm
    let admission: RequestAdmission
    let date = HTTPDate()

    init(
        pipeline: SubmissionPipeline,
        limits: PortLimits,
        work: BlockingWork,
        identifiers: any IdentifierSource,
        validations: ValidationQueue,
        scenarios: ScenarioStage,
        journals: Journals = .off,
        answers: AnswerForm = .ordinary,
        expiryNotice: ExpiryNotice? = nil
    ) {
        self.pipeline = pipeline
        self.limits = limits
        self.work = work
        self.identifiers = identifiers
        self.expiryNotice = expiryNotice
        self.validations = validations
        self.scenarios = scenarios
        self.journals = journals
        self.answers = answers
        self.admission = RequestAdmission(pipeline: pipeline, limits: limits)
    }
}
