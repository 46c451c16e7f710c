/// How long a test waits for what must come: no measure of speed, but long enough for a machine that is slow and busy.
let usualPatience = Duration.seconds(120)

/// Asks `body` until it tells something, at short intervals and for a bounded time.
///
/// - Throws: ``InteropFailure`` naming `what` when nothing was told in time.
func poll<Value>(
    _ what: String,
    within limit: Duration = usualPatience,
    isolation: isolated (any Actor)? = #isolation,
    _ body: () throws -> Value?
) async throws -> Value {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if let value = try body() { return value }
        try await Task.sleep(for: .milliseconds(5))
    }
    throw InteropFailure("Not within \(limit): \(what)")
}

/// Waits, for a bounded time, until `condition` holds.
func wait(
    for what: String,
    within limit: Duration = usualPatience,
    isolation: isolated (any Actor)? = #isolation,
    until condition: () throws -> Bool
) async throws {
    try await poll(what, within: limit) { try condition() ? () : nil }
}
