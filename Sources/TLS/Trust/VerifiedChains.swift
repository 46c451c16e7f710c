import COpenSSL
import NIOConcurrencyHelpers

/// What was found of chains that were verified before. The findings do not depend on time, so they hold for as long as
/// the authorities do, and a client that connects again costs no second verification.
///
/// Any thread may ask it.
final class VerifiedChains: Sendable {
    /// The SHA-256 of each certificate that the client sent, one after the other.
    struct Key: Hashable, Sendable {
        private let digests: [UInt8]

        /// - Parameter chain: borrowed `STACK_OF(X509) *`.
        /// - Returns: `nil` when a certificate cannot be encoded.
        init?(_ chain: OpaquePointer) {
            let (size, count) = (32, Int(m2m_sk_X509_num(chain)))
            var isWhole = true
            self.digests = Array(unsafeUninitializedCapacity: count * size) { bytes, filled in
                for index in 0..<count where isWhole {
                    let target = bytes.baseAddress?.advanced(by: index * size)
                    isWhole = X509_digest(m2m_sk_X509_value(chain, CInt(index)), EVP_sha256(), target, nil) == 1
                }
                filled = isWhole ? count * size : 0
            }
            if !isWhole { return nil }
        }
    }

    /// Many more than a test has certificates; some kilobytes each.
    private static let limit = 256

    private let chains = NIOLockedValueBox<[Key: VerifiedChain]>([:])

    subscript(key: Key) -> VerifiedChain? {
        get { self.chains.withLockedValue { $0[key] } }
        set {
            self.chains.withLockedValue { chains in
                // Who sends a new chain each time gains no memory by it.
                if chains.count >= Self.limit { chains.removeAll(keepingCapacity: true) }
                chains[key] = newValue
            }
        }
    }
}
