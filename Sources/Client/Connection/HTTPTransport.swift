import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// Calls over HTTP/1.1 and mutual TLS, on one connection that is used again. No proxy, no redirects.
public final class HTTPTransport: Transport {
    public let server: ServerAddress
    private let client: HTTPClient
    private let progress: @Sendable (Int) -> Void

    /// How long nothing may come, unless another time is given.
    public static let usualPatience = Duration.seconds(120)
    /// No answer of the interface is larger by far; of one that is, the beginning is shown.
    private static let answerLimit = 1 << 20

    /// - Parameters:
    ///   - credential: `nil` to come without a certificate.
    ///   - patience: how long nothing may come from the server while an answer is awaited, or nothing be taken while a
    ///     body is sent.
    ///   - progress: is told up to which byte of the file it has been handed to the connection; must not block.
    /// - Throws: ``ClientError`` when the CA file cannot be used, or key and certificate do not belong together.
    public init(
        _ server: ServerAddress,
        trust: ServerTrust,
        credential: CertificateAndKey?,
        patience: Duration = HTTPTransport.usualPatience,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws(ClientError) {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = try trust.roots()
        if let credential {
            tls.certificateChain = credential.chain.map { .certificate($0) }
            tls.privateKey = .privateKey(credential.key)
        }
        do {
            _ = try NIOSSLContext(configuration: tls)
        } catch {
            throw .tlsNotUsable(reason: String(describing: error))
        }
        let patience = TimeAmount(patience)
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.timeout = .init(connect: min(.seconds(30), patience), read: patience, write: patience)
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
        // Its own retries would hide what is wrong; ours are told.
        configuration.connectionPool.retryConnectionEstablishment = false
        self.server = server
        self.progress = progress
        self.client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Gives `body` a transport for as long as it takes, with the parameters of
    /// ``init(_:trust:credential:patience:progress:)``.
    ///
    /// - Throws: ``ClientError`` as that does, and whatever `body` throws.
    public static func with<Value>(
        _ server: ServerAddress,
        trust: ServerTrust,
        credential: CertificateAndKey?,
        patience: Duration = HTTPTransport.usualPatience,
        progress: @escaping @Sendable (Int) -> Void = { _ in },
        _ body: (HTTPTransport) async throws -> Value
    ) async throws -> Value {
        let transport = try HTTPTransport(
            server,
            trust: trust,
            credential: credential,
            patience: patience,
            progress: progress
        )
        do {
            let value = try await body(transport)
            await transport.close()
            return value
        } catch {
            await transport.close()
            throw error
        }
    }

    /// To be called once, when nothing more is sent.
    public func close() async {
        // Fails only when it was closed before.
        try? await self.client.shutdown()
    }

    public func send(_ call: Call) async throws(TransportFailure) -> ServerAnswer {
        do {
            let response = try await self.client.execute(self.request(for: call), deadline: .distantFuture)
            var body = ByteBuffer()
            for try await part in response.body {
                body.writeImmutableBuffer(part)
                if body.readableBytes > Self.answerLimit { break }
            }
            return ServerAnswer(
                status: Int(response.status.code),
                fields: response.headers.map { ($0.name, $0.value) },
                body: Data(body.readableBytesView)
            )
        } catch {
            throw TransportFailure(error)
        }
    }

    private func request(for call: Call) -> HTTPClientRequest {
        let path = call.path
        var request = HTTPClientRequest(
            url: path.hasPrefix("/") ? self.server.origin + path.dropFirst() : self.server.text + path
        )
        request.method = HTTPMethod(rawValue: call.method)
        request.headers.add(name: "Accept", value: "application/json, application/problem+json")
        request.headers.add(name: "User-Agent", value: "m2m-emulator-client")
        if !call.cookies.isEmpty { request.headers.add(name: "Cookie", value: call.cookies) }
        if let part = call.part {
            let form = MultipartFile(part, progress: self.progress)
            request.headers.add(name: "Content-Type", value: form.contentType)
            request.body = .stream(form, length: .known(Int64(form.length)))
        }
        return request
    }
}
