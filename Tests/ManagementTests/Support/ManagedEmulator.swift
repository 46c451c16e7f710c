import AsyncHTTPClient
import EmulatorTesting
import Foundation
import Management
import NIOCore
import NIOHTTP1

/// An emulator in this process with its management listener, both on free ports, and a client of the latter.
struct ManagedEmulator {
    let test: TestEmulator
    let management: ManagementServer
    let client: HTTPClient

    var emulator: Emulator { self.test.emulator }

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
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await self.client.execute(request, deadline: .now() + .seconds(60))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return Answer(status: response.status.code, headers: response.headers, body: Data(bytes.readableBytesView))
    }

    /// With a body that is JSON.
    func send(_ method: HTTPMethod, _ path: String, json: String) async throws -> Answer {
        try await self.send(method, path, headers: ["Content-Type": "application/json"], body: json)
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

/// Runs `body` against an emulator that is gone afterwards.
///
/// - Parameter management: where the listener is and who may use it; any free port of loopback when `nil`.
func withManagement<Value>(
    _ options: EmulatorOptions = EmulatorOptions(),
    management: ManagementOptions? = nil,
    _ body: (ManagedEmulator) async throws -> Value
) async throws -> Value {
    try await withEmulator(options) { test in
        let server = try await ManagementServer.start(
            test.emulator,
            management ?? .anyPort(),
            logger: options.logger
        )
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        let result = await Result.of {
            try await body(ManagedEmulator(test: test, management: server, client: client))
        }
        try await client.shutdown()
        try await server.stop()
        return try result.get()
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
