import Foundation
import Glibc

/// A request whose every byte the test writes, on a socket of its own: what a HTTP client would not send.
enum RawRequest {
    /// - Returns: everything that comes until the server closes or has been silent for ten seconds.
    static func send(_ text: String, port: Int) async throws -> RawAnswer {
        // Apart from the threads on which the server answers.
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { RawAnswer(try self.exchange(text, port: port)) })
            }
        }
    }

    private static func exchange(_ text: String, port: Int) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let bytes = Array(text.utf8)
        guard Glibc.send(descriptor, bytes, bytes.count, 0) == bytes.count else { throw POSIXError(.EIO) }
        return self.answer(descriptor)
    }

    private static func answer(_ descriptor: Int32) -> String {
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            answer += chunk.prefix(count)
        }
        return String(decoding: answer, as: UTF8.self)
    }
}

/// The status line's code and the body of an answer.
struct RawAnswer {
    let status: Int
    let head: String
    let body: String

    init(_ text: String) {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        self.head = String(parts.first ?? "")
        self.body = parts.count > 1 ? String(parts[1]) : ""
        self.status = Int(self.head.split(separator: " ").dropFirst().first ?? "") ?? 0
    }

    var json: JSON { JSON((try? JSONSerialization.jsonObject(with: Data(self.body.utf8))) ?? NSNull()) }
}
