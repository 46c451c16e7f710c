/// How persistent the client is.
public struct ClientPolicy: Hashable, Sendable {
    /// How often one call is tried in all; at least 1.
    public var attempts = 8
    /// The wait after the first failure; it doubles with each, less up to half of it by chance.
    public var firstWait: Duration = .seconds(1)
    /// The longest wait of our own choice.
    public var longestWait: Duration = .seconds(60)
    /// A `Retry-After` above this ends the sending instead of being waited for.
    public var longestRetryAfter: Duration = .seconds(600)
    /// How often a file may be begun anew at fragment 0, because its session or its upload was lost.
    public var beginnings = 3
    /// How old the session's last heartbeat may be before the next fragment. SCB's client's timer has the same purpose; a
    /// session of the emulator's ends after 20 minutes without a call.
    public var renewAfter: Duration = .seconds(300)
    /// The first wait between two history calls, and the longest; each is half as long again as the one before.
    public var firstPoll: Duration = .seconds(1)
    public var longestPoll: Duration = .seconds(15)
    /// How long a final status is awaited.
    public var pollLimit: Duration = .seconds(1800)
    /// How long it is awaited where only history can tell whether the delivery was made.
    public var doubtLimit: Duration = .seconds(60)
    /// How often the whole file is sent again after Systemfel.
    public var resends = 0

    public init() {}

    /// - Parameters:
    ///   - failures: how many attempts have failed, from 1.
    ///   - jitter: from 0 up to 1.
    func wait(after failures: Int, jitter: Double) -> Duration {
        let doubled = self.firstWait * (1 << min(failures - 1, 20))
        return min(doubled, self.longestWait) * (1 - jitter / 2)
    }

    func poll(after poll: Duration) -> Duration { min(poll * 1.5, self.longestPoll) }
}
