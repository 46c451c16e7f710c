public import Domain
import Foundation

/// A well-behaved client of the interface, as docs/protocol.md has it: heartbeat before a file, its cookies with every
/// call, fragments in order, nothing after a failed one, the same again after passing trouble, history until the end.
///
/// One file at a time: a second call waits at none of the first one's fragments, and both would use one session.
public actor M2MClient {
    let transport: any Transport
    let policy: ClientPolicy
    let pace: any Pace
    let report: @Sendable (ClientEvent) -> Void

    private var cookies = CookieJar()
    private var lastHeartbeat: ContinuousClock.Instant?
    /// Whether the server has ever answered: before that, no connection means a wrong address rather than bad luck.
    private(set) var hasEverAnswered = false

    /// - Parameter report: is told what happens, on no thread in particular; it must not block.
    public init(
        _ transport: any Transport,
        policy: ClientPolicy = ClientPolicy(),
        pace: any Pace = MachinePace(),
        report: @escaping @Sendable (ClientEvent) -> Void = { _ in }
    ) {
        self.transport = transport
        self.policy = policy
        self.pace = pace
        self.report = report
    }

    /// Begins a session, or renews it.
    ///
    /// - Throws: ``ClientError``.
    public func heartbeat() async throws(ClientError) {
        let isRenewal = !self.cookies.isEmpty
        let answer = try await self.persist(in: Attempt("heartbeat", Call("heartbeat"))).answer
        guard answer.status == 200 else { throw .refused("The heartbeat", Refusal(answer)) }
        self.lastHeartbeat = self.pace.now
        self.report(.heartbeat(renewal: isRenewal))
    }

    /// - Throws: ``ClientError``; an unknown id is refused.
    public func history(_ id: DeliveryID) async throws(ClientError) -> DeliveryHistory {
        let answer = try await self.persist(in: Attempt("history", Call("history/\(id)"))).answer
        guard answer.status == 200 else { throw .refused("The history of \(id)", Refusal(answer)) }
        guard let history = DeliveryHistory(answer, of: id) else { throw .notUnderstood("History", answer) }
        self.report(.history(history))
        return history
    }

    /// Asks history until the status is final, ever more rarely.
    ///
    /// - Throws: ``ClientError``, of the kind `undecided` when it is not within the policy's limit.
    public func outcome(of id: DeliveryID) async throws(ClientError) -> DeliveryHistory {
        try await self.outcome(of: id, within: self.policy.pollLimit)
    }

    func outcome(of id: DeliveryID, within limit: Duration) async throws(ClientError) -> DeliveryHistory {
        let end = self.pace.now + limit
        var wait = self.policy.firstPoll
        while true {
            let history = try await self.history(id)
            if history.isFinal { return history }
            let left = self.pace.now.duration(to: end)
            guard left > .zero else { throw .undecided(history, limit: limit) }
            try await self.sleep(min(wait, left))
            wait = self.policy.poll(after: wait)
        }
    }

    /// A session that lives, for the next fragment.
    func beReady() async throws(ClientError) {
        if !self.cookies.isEmpty, let last = self.lastHeartbeat, self.pace.now - last < self.policy.renewAfter {
            return
        }
        try await self.heartbeat()
    }

    /// The session is not alive at the server; the next heartbeat begins another.
    func forgetSession() {
        self.cookies = CookieJar()
        self.lastHeartbeat = nil
    }

    func sleep(_ duration: Duration) async throws(ClientError) {
        do { try await self.pace.sleep(for: duration) } catch { throw .cancelled }
    }

    /// One try, with all cookies.
    func once(_ call: Call) async -> Result<ServerAnswer, TransportFailure> {
        var call = call
        call.cookies = self.cookies.field
        do throws(TransportFailure) {
            let answer = try await self.transport.send(call)
            self.hasEverAnswered = true
            self.cookies.take(from: answer)
            return .success(answer)
        } catch {
            return .failure(error)
        }
    }
}
