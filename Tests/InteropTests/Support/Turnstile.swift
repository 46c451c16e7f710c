import Foundation

/// Lets so many tests run their processes at once: all of them together would only wait for each other, and run into
/// the limits that are meant for what never comes. `make test` bounds how many tests run at once anyway; a plain
/// `swift test` does not.
actor Turnstile {
    static let shared = Turnstile(places: 2 * ProcessInfo.processInfo.activeProcessorCount)

    private var places: Int
    private var queue: [CheckedContinuation<Void, Never>] = []

    init(places: Int) {
        self.places = places
    }

    func enter() async {
        if self.places > 0 {
            self.places -= 1
        } else {
            await withCheckedContinuation { self.queue.append($0) }
        }
    }

    /// Gives the place to whoever waits for longest.
    func leave() {
        if self.queue.isEmpty {
            self.places += 1
        } else {
            self.queue.removeFirst().resume()
        }
    }
}
