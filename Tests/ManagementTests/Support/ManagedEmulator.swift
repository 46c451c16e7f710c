import AsyncHTTPClient
import Domain
import Foundation
import Logging
import Management
import NIOCore
import NIOHTTP1
import Server
import Settings
import Testing

/// An emulator in this process with its management listener, both on free ports, and a client of the latter.
struct ManagedEmulator {
    let emulator: Emulator
    let management: ManagementServer
    let clocks: EmulatorClocks
    let client: HTTPClient

    struct Answer {
        let status: UInt
        let headers: HTTPHeaders
        let body: Data

        var text: String { String(decoding: self.body, as: UTF8.self) }

        /// The body as JSON.
        var json: JSON {
            JSON((try? JSONSerialization.jsonObject(with: self.body, options: .fragmentsAllowed)) ?? NSNull())
        }
    }

    func send(
        _ method: HTTPMethod,
        _ path: String,
        headers: HTTPHeaders = [:],
        body: String? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: self.management.baseURL + path)
        request.method = method
        request.headers = headers
        if let body {
            request.body = .bytes(ByteBuffer(string: body))
            if headers["Content-Type"].isEmpty { request.headers.add(name: "Content-Type", value: "application/json") }
        }
        let response = try await self.client.execute(request, deadline: .now() + .seconds(60))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return Answer(status: response.status.code, headers: response.headers, body: Data(bytes.readableBytesView))
    }

    func get(_ path: String) async throws -> Answer { try await self.send(.GET, path) }
}

/// A JSON value, for short expectations.
struct JSON: CustomStringConvertible {
    private let value: Any

    init(_ value: Any) { self.value = value }

    subscript(_ key: String) -> JSON { JSON((self.value as? [String: Any])?[key] ?? NSNull()) }
    subscript(_ index: Int) -> JSON {
        let list = self.value as? [Any] ?? []
        return JSON(list.indices.contains(index) ? list[index] : NSNull())
    }

    var string: String? { self.value as? String }
    var int: Int? { (self.value as? NSNumber)?.intValue }
    var bool: Bool? { (self.value as? NSNumber)?.boolValue }
    var list: [JSON]? { (self.value as? [Any])?.map { JSON($0) } }
    var keys: Set<String> { Set((self.value as? [String: Any])?.keys.map { $0 } ?? []) }
    var isNull: Bool { self.value is NSNull }
    var description: String { "\(self.value)" }
}

/// Made once for all tests of the process: keys take most of a test's time.
private let sharedCertificates = Result { try TemporaryFolder().path }

/// Runs `body` against an emulator that is gone afterwards.
///
/// - Parameters:
///   - certificates: made there for the test alone, because it changes them; `nil` for the shared ones.
///   - management: where the listener is and who may use it; any free port of loopback when `nil`.
func withManagement<Value>(
    clock: ControllableClock = ControllableClock(isFrozen: true),
    settings: Settings = .default,
    certificates: String? = nil,
    production: Bool = false,
    management: ManagementOptions? = nil,
    logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
    _ body: (ManagedEmulator) async throws -> Value
) async throws -> Value {
    var serve = ServeOptions(settings: settings)
    (serve.port, serve.productionPort, serve.dataFolder) = (0, production ? 0 : nil, nil)
    serve.certificatesFolder = try certificates ?? sharedCertificates.get()
    let clocks = EmulatorClocks(clock)
    let emulator = try await Emulator.start(serve, clocks: clocks, logger: logger)
    do {
        let server = try await ManagementServer.start(emulator, management ?? .anyPort(), logger: logger)
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        let managed = ManagedEmulator(emulator: emulator, management: server, clocks: clocks, client: client)
        let result = await Result.of { try await body(managed) }
        try await client.shutdown()
        try await server.stop()
        let value = try result.get()
        try await emulator.stop()
        return value
    } catch {
        try await emulator.stop()
        throw error
    }
}

extension ManagementOptions {
    static func anyPort(host: String = "127.0.0.1", token: String? = nil) throws -> ManagementOptions {
        var options = ManagementOptions()
        (options.host, options.port, options.token) = (host, 0, try token.map { try ManagementToken($0) })
        return options
    }
}

extension Result where Failure == any Error {
    fileprivate static func of(_ body: () async throws -> Success) async -> Result {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
