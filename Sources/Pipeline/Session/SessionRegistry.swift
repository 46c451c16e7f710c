import Domain
import Foundation
import NIOConcurrencyHelpers

/// The live sessions, in memory; the store keeps them over a restart.
///
/// Any thread may call it. Nothing here blocks.
final class SessionRegistry: Sendable {
    private struct State {
        var sessions: [String: Session]
        /// Sessions whose `lastUsed` the store does not know yet.
        var renewed: Set<String> = []
    }

    private let policy: SessionPolicy
    private let state: NIOLockedValueBox<State>

    init(policy: SessionPolicy, restored: [Session]) {
        self.policy = policy
        let sessions = Dictionary(restored.map { ($0.token, $0) }, uniquingKeysWith: { first, _ in first })
        self.state = NIOLockedValueBox(State(sessions: sessions))
    }

    /// The session that one of `tokens` names, renewed; `nil` when none is alive for this certificate.
    func renew(_ tokens: [String], certificate: String, now: Date) -> Session? {
        guard !tokens.isEmpty else { return nil }
        return self.state.withLockedValue { state in
            for token in tokens {
                guard var session = state.sessions[token], session.certificate == certificate,
                    self.isAlive(session, at: now)
                else { continue }
                session.lastUsed = max(now, session.lastUsed)
                state.sessions[token] = session
                state.renewed.insert(token)
                return session
            }
            return nil
        }
    }

    /// Ends the session that one of `tokens` names.
    ///
    /// - Returns: `nil` when there is none of this certificate.
    func remove(_ tokens: [String], certificate: String) -> Session? {
        self.state.withLockedValue { state in
            for token in tokens where state.sessions[token]?.certificate == certificate {
                state.renewed.remove(token)
                return state.sessions.removeValue(forKey: token)
            }
            return nil
        }
    }

    /// Ends all sessions of the users meant.
    func removeAll(_ isMeant: (String) -> Bool) -> [Session] {
        self.state.withLockedValue { state in
            let ended = state.sessions.values.filter { isMeant($0.user) }
            for session in ended {
                state.sessions[session.token] = nil
                state.renewed.remove(session.token)
            }
            return ended
        }
    }

    /// - Returns: the sessions that had to end for this one.
    func add(_ session: Session) -> [Session] {
        self.state.withLockedValue { state in
            state.sessions[session.token] = session
            let same = state.sessions.values.filter {
                $0.certificate == session.certificate && $0.token != session.token
            }
            let ended = same.sorted { $0.lastUsed < $1.lastUsed }.prefix(
                max(0, same.count + 1 - self.policy.perCertificate)
            )
            for session in ended { state.sessions[session.token] = nil }
            return Array(ended)
        }
    }

    /// Takes out what changed since the last call: renewed sessions, and those that ended by idling.
    ///
    /// - Parameters:
    ///   - isMeant: of which users sessions may end.
    ///   - now: the time of a user.
    func takeChanges(
        _ isMeant: (String) -> Bool = { _ in true },
        now: (String) -> Date
    ) -> (renewed: [Session], ended: [Session]) {
        self.state.withLockedValue { state in
            let ended = state.sessions.values.filter { isMeant($0.user) && !self.isAlive($0, at: now($0.user)) }
            for session in ended { state.sessions[session.token] = nil }
            let renewed = state.renewed.compactMap { state.sessions[$0] }
            state.renewed = []
            return (renewed, ended)
        }
    }

    /// When each live session ends if nobody uses it: just after its last moment.
    var ends: [(user: String, time: Date)] {
        self.state.withLockedValue { state in
            state.sessions.values.map {
                ($0.user, $0.lastUsed.addingTimeInterval(self.policy.idleLimit.seconds + ClockEvent.justAfter))
            }
        }
    }

    /// The renewals could not be kept and are to be taken out again.
    func putBack(_ renewed: [Session]) {
        self.state.withLockedValue { $0.renewed.formUnion(renewed.map(\.token)) }
    }

    private func isAlive(_ session: Session, at now: Date) -> Bool {
        now.timeIntervalSince(session.lastUsed) <= self.policy.idleLimit.seconds
    }
}
