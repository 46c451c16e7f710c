import Foundation
import Logging
import Settings
import TLS

extension RevocationLists {
    /// Says which lists cannot be relied on, and what follows: it is no fault of any client's.
    func logFaults(at now: Date, _ rule: Settings.RevocationListRule, to logger: Logger) {
        for fault in self.faults(at: now) {
            switch rule {
            case .warn:
                logger.warning(
                    """
                    \(fault). Until there is a good one, no certificate of that issuer counts as revoked \
                    (certificates.revocation-list is warn). Make one: m2m-emulator certs crl
                    """
                )
            case .require:
                logger.error(
                    """
                    \(fault). Until there is a good one, every call with a certificate of that issuer answers 503 \
                    (certificates.revocation-list is require). Make one: m2m-emulator certs crl
                    """
                )
            }
        }
    }
}
