import Foundation

/// A temporary folder of one test, and all the processes that the test started there.
actor Workplace {
    nonisolated let folder: URL
    private var children: [ChildProcess] = []

    init() throws {
        self.folder = FileManager.default.temporaryDirectory.appendingPathComponent("m2m-interop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.temporary, withIntermediateDirectories: true)
    }

    /// What the processes take for the system's temporary folder.
    nonisolated var temporary: URL { self.folder.appendingPathComponent("tmp") }
    nonisolated var data: URL { self.folder.appendingPathComponent("data") }
    nonisolated var readyFile: URL { self.folder.appendingPathComponent("ready.json") }

    func start(_ program: String, _ arguments: [String]) throws -> ChildProcess {
        let environment = ["TMPDIR": "\(self.temporary.path)/", "PYTHONDONTWRITEBYTECODE": "1", "no_proxy": "*"]
        let child = try ChildProcess(program, arguments, environment: environment, in: self.folder)
        self.children.append(child)
        return child
    }

    func run(_ program: String, _ arguments: [String]) async throws -> String {
        try await self.start(program, arguments).success()
    }

    /// Starts the emulator and waits until it is ready.
    func startEmulator(_ arguments: [String]) async throws -> ChildProcess {
        try? FileManager.default.removeItem(at: self.readyFile)
        let child = try self.start(BuiltExecutable.path(), arguments + ["--ready-file", self.readyFile.path])
        try await wait(for: "the ready file") {
            guard child.isRunning else { throw InteropFailure("The emulator did not start:\n\(child.errors)") }
            return FileManager.default.fileExists(atPath: self.readyFile.path)
        }
        return child
    }

    nonisolated func write(_ text: String, to name: String) throws -> URL {
        let file = self.folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file
    }

    /// Ends what still runs and removes the folder.
    func close() async {
        for child in self.children { try? await child.end() }
        try? FileManager.default.removeItem(at: self.folder)
    }
}

/// Gives a test a workplace, when it is its turn, and clears it afterwards.
func withWorkplace(_ body: (Workplace) async throws -> Void) async throws {
    await Turnstile.shared.enter()
    let result = await Result { try await withWorkplaceNow(body) }
    await Turnstile.shared.leave()
    try result.get()
}

private func withWorkplaceNow(_ body: (Workplace) async throws -> Void) async throws {
    let place = try Workplace()
    let result = await Result { try await body(place) }
    await place.close()
    try result.get()
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
