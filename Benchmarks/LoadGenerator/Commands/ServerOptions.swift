import ArgumentParser

/// Which server, and as whom.
struct ServerOptions: ParsableArguments {
    @Option(help: "The server, https://HOST:PORT; loopback only.")
    var url: String

    @Option(help: "The client certificate (PEM, leaf first).")
    var cert: String

    @Option(help: "The client certificate's key (PEM).")
    var key: String

    @Option(help: "The CA that the server's certificate must come from (PEM).")
    var ca: String

    @Option(help: "The TLS version: 1.2 or 1.3.")
    var tls: TLSVersion = .v13

    func server() throws -> Server {
        try Server(
            target: Target(url: url),
            context: ClientContext(certificate: cert, key: key, authority: ca, version: tls)
        )
    }
}

extension TLSVersion: ExpressibleByArgument {}

/// A server ready to be called.
struct Server: Sendable {
    let target: Target
    let context: ClientContext

    /// A new connection whose first heartbeat has been answered; the head carries its cookie from there on.
    func session() throws -> (connection: Connection, head: RequestHead) {
        let connection = try Connection(target, context)
        var head = RequestHead(target: target)
        try connection.send(head.heartbeat())
        head.cookie = try connection.receive().cookie
        return (connection, head)
    }
}

/// What the uploading commands deliver as.
struct SubmissionOptions: ParsableArguments {
    @Option(help: "ORGANISATION/PROGRAM/PERIOD/FORMAT of the delivery.")
    var submission = "9990000045/VINN/2026-09-30/V40"

    @Option(help: "File content in each fragment.")
    var fragmentBytes = 9_216_000

    func validate() throws {
        guard fragmentBytes > 0 else { throw ValidationError("--fragment-bytes must be positive") }
    }
}
