import Client
import Domain
import Journal
import PKI
import Server

/// Where the deliveries of a run stand, also those that the client has not asked about to the end.
struct DeliveryStatuses {
    private(set) var statuses: [DeliveryID: DeliveryStatus] = [:]

    /// How long a final status is waited for.
    private static let limit = Duration.seconds(10)

    /// Asks history as the run's user where the client did not; call it when the journal has been read.
    ///
    /// - Parameter requests: of the run, in the order in which they began.
    init(_ requests: [RecordedRequest], of user: SituationUser) async {
        let made = requests.filter(\.madeDelivery).compactMap(\.delivery)
        for id in made {
            let told = requests.last { $0.delivery == id && $0.status != nil }?.status
            self.statuses[id] = told
            guard told?.isFinal != true else { continue }
            // A delivery whose status cannot be told stays one that nothing is known of.
            if let found = try? await Self.ask(about: id, as: user) { self.statuses[id] = found }
        }
    }

    private static func ask(about id: DeliveryID, as user: SituationUser) async throws -> DeliveryStatus? {
        let files = user.files
        return try await HTTPTransport.with(
            ServerAddress(user.emulator.test.baseURL),
            trust: .file(user.emulator.certificates.serverAuthority.certificatePath),
            credential: CertificateAndKey(.pem(certificate: files.certificate, key: files.key), password: nil),
            patience: Self.limit
        ) { transport -> DeliveryStatus? in
            var policy = ClientPolicy()
            policy.attempts = 3
            policy.pollLimit = Self.limit
            let client = M2MClient(transport, policy: policy)
            do throws(ClientError) {
                return try await client.outcome(of: id).outcome
            } catch {
                if case .undecided(let history) = error.kind { return history.outcome }
                throw error
            }
        }
    }
}
