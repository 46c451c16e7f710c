import NIOCore

/// What became of a write. Nothing waits for it: waiting for a promise that is never kept would end the whole run.
final class Outcome {
    private(set) var text = "none"

    init(_ future: EventLoopFuture<Void>) {
        future.assumeIsolated().whenComplete { result in
            switch result {
            case .success: self.text = "success"
            case .failure(let error): self.text = "\(error)"
            }
        }
    }
}
