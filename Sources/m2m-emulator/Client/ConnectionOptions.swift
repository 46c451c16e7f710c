import ArgumentParser
import Client
import Foundation

/// Where the interface is, and as whom it is called. What the command line leaves out is taken from the ready file, and
/// what that leaves out from the environment.
struct ConnectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("https://HOST[:PORT]/m2m/v2/ (M2M_BASE_URL).", valueName: "url"))
    var baseURL: String?

    @Option(
        help: ArgumentHelp(
            "The ready file of a running emulator: its base URL, CA, certificate and key.",
            valueName: "file"
        )
    )
    var readyFile: String?

    @Option(
        help: ArgumentHelp(
            "PEM file of the CA that the server's certificate must be of; without it those of the system (M2M_CA).",
            valueName: "file"
        )
    )
    var ca: String?

    @Option(help: ArgumentHelp("PEM file of the client certificate (M2M_CERTIFICATE).", valueName: "file"))
    var cert: String?

    @Option(help: ArgumentHelp("PEM file of its private key (M2M_KEY).", valueName: "file"))
    var key: String?

    @Option(help: ArgumentHelp("PKCS#12 file, in place of --cert and --key (M2M_PKCS12).", valueName: "file"))
    var p12: String?

    @Option(
        help: ArgumentHelp(
            """
            File whose first line is the password of the PKCS#12 file or of an encrypted key; never an argument, which \
            others on the machine can see (M2M_PKCS12_PASSWORD has the password itself).
            """,
            valueName: "file"
        )
    )
    var passwordFile: String?

    @Option(help: ArgumentHelp("How long nothing may come from the server.", valueName: "duration"))
    var timeout = DurationArgument(seconds: 120)

    func validate() throws {
        if self.p12 != nil, self.cert != nil || self.key != nil {
            throw ValidationError("--p12 holds certificate and key: leave --cert and --key out, or --p12.")
        }
        if (self.cert == nil) != (self.key == nil) {
            throw ValidationError("--cert and --key go together: give both, or --p12.")
        }
        guard (.seconds(1) ... .seconds(86_400)).contains(self.timeout.duration) else {
            throw ValidationError("--timeout may be 1s to 24h.")
        }
    }

    /// - Throws: `ValidationError` when something is nowhere given, or what the files have wrong.
    func resolved() throws -> Connection {
        let ready = try self.readyFile.map(ReadyPlace.init(file:))
        guard let base = self.baseURL ?? ready?.baseURL ?? ClientVariable.baseURL.value else {
            throw ValidationError("No server is named: give --base-url or --ready-file, or set M2M_BASE_URL.")
        }
        let trust = (self.ca ?? ready?.ca ?? ClientVariable.ca.value).map { ServerTrust.file($0) } ?? .system
        guard let source = self.source(ready) else {
            throw ValidationError(
                "No client certificate is named: give --cert and --key, or --p12, or set M2M_CERTIFICATE and M2M_KEY, "
                    + "or M2M_PKCS12."
            )
        }
        return Connection(
            server: try ServerAddress(base),
            trust: trust,
            credential: try CertificateAndKey(source, password: try self.password()),
            patience: self.timeout.duration
        )
    }

    private func source(_ ready: ReadyPlace?) -> CertificateAndKey.Source? {
        if let p12 = self.p12 { return .pkcs12(p12) }
        if let certificate = self.cert, let key = self.key { return .pem(certificate: certificate, key: key) }
        if let certificate = ready?.clientCertificate, let key = ready?.clientKey {
            return .pem(certificate: certificate, key: key)
        }
        if let certificate = ClientVariable.certificate.value, let key = ClientVariable.key.value {
            return .pem(certificate: certificate, key: key)
        }
        return ClientVariable.pkcs12.value.map { .pkcs12($0) }
    }

    private func password() throws -> String? {
        guard let file = self.passwordFile else { return ClientVariable.pkcs12Password.value }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw ValidationError(
                "--password-file '\(file)' cannot be read. Name a file whose first line is the password."
            )
        }
        return String(text.prefix { !$0.isNewline })
    }
}

/// What a client needs for its calls.
struct Connection {
    let server: ServerAddress
    let trust: ServerTrust
    let credential: CertificateAndKey
    let patience: Duration

    /// Gives `body` a transport, and closes it afterwards.
    func withTransport<Value>(
        progress: @escaping @Sendable (Int) -> Void = { _ in },
        _ body: (HTTPTransport) async throws -> Value
    ) async throws -> Value {
        try await HTTPTransport.with(
            self.server,
            trust: self.trust,
            credential: self.credential,
            patience: self.patience,
            progress: progress,
            body
        )
    }
}

/// What of a ready file concerns a client.
private struct ReadyPlace: Decodable {
    let baseURL: String
    let ca: String
    let clientCertificate: String?
    let clientKey: String?

    init(file: String) throws {
        guard let data = FileManager.default.contents(atPath: file),
            let place = try? JSONDecoder().decode(Self.self, from: data)
        else {
            throw ValidationError(
                "--ready-file '\(file)' is no ready file. The emulator writes one with 'serve --ready-file' and removes it "
                    + "when it stops."
            )
        }
        self = place
    }
}
