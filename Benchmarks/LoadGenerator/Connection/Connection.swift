import COpenSSL
import Foundation

/// One mutual-TLS connection over a blocking socket; used by one thread.
final class Connection {
    private let ssl: OpaquePointer
    private let descriptor: Int32
    private var buffer = AnswerBuffer()

    /// Connects and completes the handshake, in which the server's certificate is verified.
    init(_ target: Target, _ context: ClientContext) throws {
        ERR_clear_error()
        descriptor = try target.connect()
        guard let ssl = SSL_new(context.pointer) else {
            _ = Foundation.close(descriptor)
            throw LoadError("no TLS connection: \(drainOpenSSLErrors())")
        }
        self.ssl = ssl
        try expect(server: target.host)
        SSL_set_fd(ssl, descriptor)
        let result = SSL_connect(ssl)
        guard result == 1 else { throw failure("the TLS handshake failed", result) }
    }

    deinit {
        SSL_free(ssl)
        _ = Foundation.close(descriptor)
    }

    private func expect(server host: String) throws {
        var result: Int32
        if host == "localhost" {
            result = X509_VERIFY_PARAM_set1_host(SSL_get0_param(ssl), host, 0)
            // SSL_set_tlsext_host_name is a macro around this call.
            host.withCString { name in
                let number = Int(TLSEXT_NAMETYPE_host_name)
                _ = SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, number, UnsafeMutableRawPointer(mutating: name))
            }
        } else {
            result = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host)
        }
        guard result == 1 else { throw LoadError("cannot verify the server as \(host): \(drainOpenSSLErrors())") }
    }

    /// Writes all of the bytes; a blocking socket takes them in one call.
    func send(_ bytes: [UInt8]) throws {
        var written = 0
        let result = bytes.withUnsafeBytes { SSL_write_ex(ssl, $0.baseAddress, $0.count, &written) }
        guard result == 1, written == bytes.count else {
            throw failure("sent \(written) of \(bytes.count) bytes", result)
        }
    }

    /// Reads one whole answer and refuses any status but `expected`.
    func receive(expecting expected: Int = 200) throws -> Answer {
        while true {
            if let answer = try buffer.takeAnswer() {
                guard answer.status == expected else {
                    throw LoadError("expected \(expected), was answered \(answer.status): \(answer.text)")
                }
                return answer
            }
            try fill()
        }
    }

    private func fill() throws {
        var count = 0
        let result = buffer.withSpace { SSL_read_ex(ssl, $0.baseAddress, $0.count, &count) }
        guard result == 1 else { throw failure("no whole answer", result) }
        buffer.added(count)
    }

    /// Says goodbye properly; the server's own goodbye is not waited for, as HTTP clients do not.
    func close() throws {
        let result = SSL_shutdown(ssl)
        guard result >= 0 else { throw failure("close_notify could not be sent", result) }
    }

    private func failure(_ what: String, _ result: Int32) -> LoadError {
        let systemError = errno
        let reason: String
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_ZERO_RETURN: reason = "the server closed the connection"
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: reason = "nothing happened within the time limit"
        case SSL_ERROR_SYSCALL where systemError != 0: reason = String(cString: strerror(systemError))
        case SSL_ERROR_SYSCALL: reason = "the connection broke off"
        default: reason = drainOpenSSLErrors()
        }
        return LoadError("\(what): \(reason)")
    }
}
