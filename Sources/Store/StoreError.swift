/// The data folder cannot be used. Thrown at start, before anything listens.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// The folder, what is wrong, and what to do.
    public let description: String
    /// Whether another emulator has the folder, so that the same start may succeed later.
    public let isInUse: Bool

    private init(description: String, isInUse: Bool = false) {
        self.description = description
        self.isInUse = isInUse
    }

    /// - Parameter process: the one that holds it, where that is known.
    static func inUse(_ folder: String, process: Int32?) -> StoreError {
        let holder = process.map { " (process \($0))" } ?? ""
        return StoreError(
            description: "The data folder '\(folder)' is in use by another emulator\(holder). Stop that one, or start "
                + "this one with another --data folder or with --ephemeral.",
            isInUse: true
        )
    }

    static func cannotLock(_ folder: String, reason: String) -> StoreError {
        StoreError(description: "The data folder '\(folder)' cannot be locked: \(reason). Check its permissions.")
    }

    static func fromTheFuture(_ folder: String) -> StoreError {
        StoreError(
            description: "The database in '\(folder)' was written by a newer emulator. Use that one, or another "
                + "--data folder."
        )
    }
}
