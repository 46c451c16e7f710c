/// The data folder cannot be used. Thrown at start, before anything listens.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// The folder, what is wrong, and what to do.
    public let description: String

    static func inUse(_ folder: String) -> StoreError {
        StoreError(
            description: "The data folder '\(folder)' is in use by another emulator. Stop that one, or start this one "
                + "with another --data folder or with --ephemeral."
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
