import Foundation

/// Who started this program, and how it would be seen that they are gone.
///
/// Not by PR_SET_PDEATHSIG, which the end of the thread that started the program raises too: Java and .NET start programs
/// from threads that come and go.
struct ParentAtStart: Sendable {
    /// Asked for first thing, so that a parent that ends soon is noticed.
    static let this = ParentAtStart()

    let process = getppid()
    /// Standard input that is closed or has ended before anything happened tells nothing: who starts programs without
    /// input may give them such.
    let hasInput = Self.isOpen(STDIN_FILENO) && !Self.hasEnded(STDIN_FILENO, within: 0)

    /// Waits a moment for the end of either. Blocking.
    ///
    /// - Parameter milliseconds: how long at most; an ended parent may be noticed that much later.
    /// - Returns: what has ended, for the log; `nil` when nothing has.
    func end(within milliseconds: Int32) -> String? {
        if self.hasInput {
            if Self.hasEnded(STDIN_FILENO, within: milliseconds) { return "standard input has ended" }
        } else {
            _ = poll(nil, 0, milliseconds)
        }
        return getppid() == self.process ? nil : "the process \(self.process) that started it has ended"
    }

    private static func isOpen(_ descriptor: Int32) -> Bool { fcntl(descriptor, F_GETFD) >= 0 }

    /// Nothing is read: what a terminal or a pipe holds may be meant for whoever shares it.
    private static func hasEnded(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
        var watched = pollfd(fd: descriptor, events: 0, revents: 0)
        guard poll(&watched, 1, milliseconds) > 0 else { return false }
        return Int32(watched.revents) & (POLLHUP | POLLERR) != 0
    }
}
