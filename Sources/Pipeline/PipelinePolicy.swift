public import Domain

/// What is decided about submissions by the settings.
public struct PipelinePolicy: Sendable {
    public let sessions: SessionPolicy
    public let unicodeMinus: Tolerance
    /// What is done about an organisation number whose last digit is not its check digit.
    public let checkDigit: Tolerance
    /// What is done about a fragment that comes again with the same bytes.
    public let repeats: Tolerance
    /// How long an accepted delivery stays Bearbetar, by the emulator's clock.
    public let processingDelay: Duration
    /// After so long without a call an unfinished upload is forgotten.
    public let abandonAfter: Duration
    /// How many uploads may be unfinished at once.
    public let uploads: Int

    public init(
        sessions: SessionPolicy,
        unicodeMinus: Tolerance,
        checkDigit: Tolerance = .accept,
        repeats: Tolerance = .accept,
        processingDelay: Duration,
        abandonAfter: Duration,
        uploads: Int
    ) {
        self.sessions = sessions
        self.unicodeMinus = unicodeMinus
        self.checkDigit = checkDigit
        self.repeats = repeats
        self.processingDelay = processingDelay
        self.abandonAfter = abandonAfter
        self.uploads = uploads
    }
}
