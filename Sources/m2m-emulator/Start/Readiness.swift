import Foundation

/// What one look at an emulator that is to start has shown.
enum Readiness: Sendable {
    /// Where it is: one line of JSON.
    case ready(String)
    /// What was found instead, and what to look at.
    case notYet(String)
    /// Why looking again would show the same, and what to do.
    case refused(String)
}

/// Looks again and again, for a bounded time.
struct Patience: Sendable {
    let limit: Duration

    private static let pause = Duration.milliseconds(20)

    /// - Returns: the first look that settles it, or the last look.
    func wait(_ look: () async -> Readiness) async -> Readiness {
        let end = ContinuousClock.now + self.limit
        while true {
            let found = await look()
            // Cancelled, it looks no more.
            guard case .notYet = found, ContinuousClock.now < end, (try? await Task.sleep(for: Self.pause)) != nil
            else { return found }
        }
    }
}
