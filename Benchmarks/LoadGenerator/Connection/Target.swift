import Foundation

/// The server under load: a resolved address on this machine, and the path that the M2M calls hang under.
struct Target: Sendable {
    /// What goes into the Host header.
    let authority: String
    /// The name that the server's certificate must be valid for.
    let host: String
    /// Ends with a slash, as SCB's client wants its base URL.
    let basePath: String
    private let address: sockaddr_in

    init(url text: String) throws {
        guard let url = URLComponents(string: text), url.scheme == "https", let host = url.host, let port = url.port
        else {
            throw LoadError("--url must be https://HOST:PORT, with or without a path; got \(text)")
        }
        self.host = host
        authority = "\(host):\(port)"
        let path = url.path.isEmpty || url.path == "/" ? "/m2m/v2/" : url.path
        basePath = path.hasSuffix("/") ? path : path + "/"
        address = try Self.loopbackAddress(host: host, port: port)
    }

    /// Load goes to this machine only, so a mistyped URL can never put it on somebody else's server.
    private static func loopbackAddress(host: String, port: Int) throws -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        let literal = host == "localhost" ? "127.0.0.1" : host
        guard inet_pton(AF_INET, literal, &address.sin_addr) == 1, address.sin_addr.s_addr.bigEndian >> 24 == 127 else {
            throw LoadError("--url must name localhost or an address in 127.0.0.0/8; got \(host)")
        }
        return address
    }

    /// Opens a blocking TCP connection; the caller owns the descriptor.
    func connect() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw LoadError("no socket: \(Self.lastSystemError)") }
        var enabled: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &enabled, socklen_t(MemoryLayout<Int32>.size))
        // A stalled server must end the measurement, not hang it.
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let reason = Self.lastSystemError
            _ = Foundation.close(descriptor)
            throw LoadError("cannot connect to \(authority): \(reason)")
        }
        return descriptor
    }

    static var lastSystemError: String { String(cString: strerror(errno)) }
}
