import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

extension ControlCall {
    /// What a body may be.
    enum ContentType: String, CaseIterable {
        case json = "application/json"
        case yaml = "application/yaml"
        case text = "text/plain"
    }

    /// Reads a JSON object.
    ///
    /// - Parameters:
    ///   - isOptional: an empty body stands for an empty object; one that is not empty must still say that it is JSON.
    ///   - read: notes every mistake it finds.
    /// - Throws: 415, 413, 408, 400.
    func json<Value>(isOptional: Bool = false, _ read: (ValueReader) -> Value?) async throws -> Value {
        let content = try await self.content([.json], isOptional: isOptional)
        return try self.json(content?.bytes ?? Data("{}".utf8), read)
    }

    func json<Value>(_ bytes: Data, _ read: (ValueReader) -> Value?) throws(ControlProblem) -> Value {
        let body = try Self.value(bytes)
        let mistakes = MistakeCollection()
        let value = read(ValueReader(value: body, pointer: "", mistakes: mistakes))
        try mistakes.check()
        guard let value else { preconditionFailure("a body was refused without a mistake") }
        return value
    }

    private static func value(_ bytes: Data) throws(ControlProblem) -> JSONValue {
        do {
            return try JSONDecoder().decode(JSONValue.self, from: bytes)
        } catch {
            throw .bodyNotJSON(reason: Self.reason(error))
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard case .dataCorrupted(let context)? = error as? DecodingError,
            let cause = context.underlyingError as? NSError,
            let text = cause.userInfo[NSDebugDescriptionErrorKey] as? String
        else { return "it is malformed" }
        return text.trimmingCharacters(in: .init(charactersIn: ".")).clipped(to: 160)
    }

    /// Reads a body of one of the types.
    ///
    /// - Returns: `nil` for an empty one that may be.
    func content(_ allowed: [ContentType], isOptional: Bool = false) async throws -> (type: ContentType, bytes: Data)? {
        let declared = self.request.headers[.contentType]
        let type = declared.flatMap { value in
            ContentType(rawValue: value.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased())
        }
        if declared != nil || !isOptional {
            guard let type, allowed.contains(type) else {
                throw ControlProblem.contentTypeRefused(declared, allowed: allowed.map(\.rawValue))
            }
        }
        let bytes = try await self.bytes()
        guard let type, !bytes.isEmpty else {
            if !bytes.isEmpty { throw ControlProblem.contentTypeRefused(nil, allowed: allowed.map(\.rawValue)) }
            if isOptional { return nil }
            throw ControlProblem.bodyMissing(allowed: allowed.map(\.rawValue).joined(separator: ", "))
        }
        return (type, bytes)
    }

    private func bytes() async throws -> Data {
        let limits = self.desk.limits
        let body = self.request.body
        if let length = self.request.headers[.contentLength].flatMap({ Int($0) }), length > limits.bodyBytes {
            throw ControlProblem.bodyTooLarge(limit: limits.bodyBytes)
        }
        do {
            return try await Patience.within(limits.request, orThrow: ControlProblem.bodyTooSlow(limit: limits.request))
            {
                Data((try await body.collect(upTo: limits.bodyBytes)).readableBytesView)
            }
        } catch is NIOTooManyBytesError {
            throw ControlProblem.bodyTooLarge(limit: limits.bodyBytes)
        }
    }
}

enum Patience {
    /// Does `body`, and gives it up when it takes longer.
    static func within<Value: Sendable>(
        _ limit: Duration,
        orThrow error: any Error,
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask(operation: body)
            group.addTask {
                try await Task.sleep(for: limit)
                throw error
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw error }
            return first
        }
    }
}
