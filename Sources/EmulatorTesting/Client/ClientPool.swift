import Client

/// The clients of one emulator, whose connections end with it.
actor ClientPool {
    private struct Kind: Hashable {
        let baseURL: String
        let credential: TestCredential
    }

    private let ca: String
    private var clients: [Kind: TestClient] = [:]
    private var transports: [HTTPTransport] = []

    init(ca: String) {
        self.ca = ca
    }

    /// The same client for the same certificate.
    func client(baseURL: String, credential: TestCredential, folder: String) throws -> TestClient {
        let kind = Kind(baseURL: baseURL, credential: credential)
        if let client = self.clients[kind] { return client }
        let transport = try HTTPTransport(
            ServerAddress(baseURL),
            trust: .file(self.ca),
            credential: CertificateAndKey(
                .pem(certificate: credential.certificatePath, key: credential.keyPath),
                password: nil
            )
        )
        self.transports.append(transport)
        let client = TestClient(transport, folder: folder)
        self.clients[kind] = client
        return client
    }

    func close() async {
        for transport in self.transports { await transport.close() }
        self.transports = []
        self.clients = [:]
    }
}
