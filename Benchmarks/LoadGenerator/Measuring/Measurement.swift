import Foundation
import Synchronization

/// What one thread did, or all of them together.
struct Work: Sendable {
    /// One for each answer that was as expected.
    var durations = Durations()
    /// File content that those answers acknowledged.
    var bytes = 0
}

/// The work of all threads, and what it took.
struct Measurement: Sendable {
    var work: Work
    /// From the common start to the end of the last thread.
    var seconds: Double
    /// This process's processor time in between.
    var processorSeconds: Double

    var perSecond: Double { Double(work.durations.count) / seconds }
}

/// One thread's share of a measurement: prepare, arrive at the gate, work, return what was done.
typealias Worker = @Sendable (_ thread: Int, _ gate: StartGate) throws -> Work

/// Runs the worker on that many threads; the first error of any of them fails the whole measurement.
func measure(threads: Int, _ worker: @escaping Worker) throws -> Measurement {
    guard threads > 0 else { throw LoadError("at least one connection is needed") }
    let gate = StartGate(threads: threads)
    let outcome = Outcome()
    let finished = DispatchGroup()
    for index in 0..<threads {
        finished.enter()
        let thread = Thread {
            defer { finished.leave() }
            do {
                outcome.add(try worker(index, gate))
            } catch {
                outcome.fail(error)
                gate.fail()
            }
        }
        thread.start()
    }
    finished.wait()
    let end = (clock: now(), processor: processorSeconds())
    let work = try outcome.work()
    guard let start = gate.opening, work.durations.count > 0 else { throw LoadError("nothing was measured") }
    return Measurement(
        work: work,
        seconds: Double(end.clock - start.clock) / 1e9,
        processorSeconds: end.processor - start.processor
    )
}

/// Collects what the threads return; each adds to it once, at its end.
private final class Outcome: Sendable {
    private let state = Mutex<(work: Work, error: (any Error)?)>((Work(), nil))

    func add(_ work: Work) {
        state.withLock { state in
            state.work.durations.append(contentsOf: work.durations)
            state.work.bytes += work.bytes
        }
    }

    func fail(_ error: any Error) {
        state.withLock { $0.error = $0.error ?? error }
    }

    func work() throws -> Work {
        try state.withLock { state in
            if let error = state.error { throw error }
            return state.work
        }
    }
}
