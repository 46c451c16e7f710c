import Dispatch
import NIOPosix

@testable import Server

/// Keeps the port's one storage thread busy until it is opened; also when it is given up.
final class DiskGate: Sendable {
    private let proceed = DispatchSemaphore(value: 0)

    /// What is submitted to the thread from now on waits behind this.
    init(_ work: BlockingWork) {
        let proceed = self.proceed
        work.storage.submit { _ in proceed.wait() }
    }

    deinit { self.open() }

    func open() { self.proceed.signal() }
}
