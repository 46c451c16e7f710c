/// Lets those who control the emulator in one at a time, in the order in which they came: a change is made of several
/// steps, and two at once would leave a state that neither asked for.
///
/// An actor alone would not do, since it lets another in at every `await`. What holds the turn must not ask for it again.
actor ControlTurn {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Does `body` when everybody who came before has ended. Waiting does not end by cancellation: what is waited for is
    /// short.
    nonisolated func take<Value: Sendable>(_ body: @Sendable () async throws -> Value) async rethrows -> Value {
        await self.enter()
        do {
            let value = try await body()
            await self.leave()
            return value
        } catch {
            await self.leave()
            throw error
        }
    }

    private func enter() async {
        guard self.isTaken else {
            self.isTaken = true
            return
        }
        await withCheckedContinuation { self.waiting.append($0) }
    }

    private func leave() {
        guard !self.waiting.isEmpty else {
            self.isTaken = false
            return
        }
        self.waiting.removeFirst().resume()
    }
}
