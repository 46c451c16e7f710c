import Domain
import Foundation
import Logging
import PKI

/// Which client certificates are so near their end that it is said.
struct ExpiryNotice: Sendable {
    /// How long before the end, by the emulator's clock.
    let period: Duration

    func isDue(_ end: Date, now: Date) -> Bool {
        end.timeIntervalSince(now) <= self.period / .seconds(1)
    }

    /// Warns of each of an environment's certificates that is.
    func log(
        _ clients: [ClientCredential],
        of environment: EnvironmentName,
        folder: String,
        now: Date,
        to logger: Logger
    ) {
        for client in clients {
            let facts = client.credential.certificate.facts
            guard self.isDue(facts.notAfter, now: now) else { continue }
            logger.warning(
                """
                the certificate of '\(client.user)', serial number \(facts.serial), ends \
                \(facts.notAfter.formatted(.iso8601)), \(Self.text(facts.notAfter.timeIntervalSince(now))). Renew it: \
                m2m-emulator certs renew \(client.user) --environment \(environment) --certs '\(folder)'
                """
            )
        }
    }

    /// - Returns: `nil` when the authority of an environment's clients is valid.
    static func text(ofAuthority facts: CertificateFacts, in environment: EnvironmentName, now: Date) -> String? {
        guard now < facts.notBefore || now > facts.notAfter else { return nil }
        return """
            every client certificate of the \(environment) environment is refused: its CA is valid from \
            \(facts.notBefore.formatted(.iso8601)) to \(facts.notAfter.formatted(.iso8601)), and the emulator's time is \
            \(now.formatted(.iso8601)). Start with a --clock between the two
            """
    }

    /// - Parameter rest: seconds until the end.
    private static func text(_ rest: TimeInterval) -> String {
        switch Int(rest / 86_400) {
        case _ where rest < 0: "in the past"
        case 0: "in less than a day"
        case 1: "in 1 day"
        case let days: "in \(days) days"
        }
    }
}
