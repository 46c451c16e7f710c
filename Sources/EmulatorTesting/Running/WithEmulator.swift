/// Runs `body` against an emulator in this process, which is gone afterwards with everything that it kept.
///
/// It listens on a free port of 127.0.0.1, keeps deliveries in a temporary folder, and its clock stands at the machine's time
/// until the test moves it. Nothing outside the temporary folder is read or written. Many may run at once in one process.
///
/// ```swift
/// try await withEmulator { emulator in
///     let sandbox = try await emulator.makeSandbox()
///     let id = try await sandbox.client.deliver()
///     try await sandbox.advance(by: .seconds(2))
///     #expect(try await sandbox.client.history(id).outcome == .readIn)
/// }
/// ```
///
/// - Parameters:
///   - options: what is to be otherwise.
///   - body: whatever it leaves open, uploads for example, ends with the emulator.
/// - Returns: what `body` returns.
/// - Throws: what `body` throws; `EmulatorError` and the like, each with a text that says what to do, when the emulator cannot
///   start.
@discardableResult
public func withEmulator<Value>(
    _ options: EmulatorOptions = EmulatorOptions(),
    isolation: isolated (any Actor)? = #isolation,
    _ body: (TestEmulator) async throws -> Value
) async throws -> Value {
    let emulator = try await TestEmulator.start(options)
    let result: Result<Value, any Error>
    do {
        result = .success(try await body(emulator))
    } catch {
        result = .failure(error)
    }
    do {
        try await emulator.stop()
    } catch {
        // What failed first explains more.
        _ = try result.get()
        throw error
    }
    return try result.get()
}
