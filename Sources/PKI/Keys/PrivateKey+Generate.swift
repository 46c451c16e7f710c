internal import COpenSSL
internal import Dispatch
internal import Foundation

extension PrivateKey {
    /// Makes a key from OpenSSL's random generator. Blocks: a good tenth of a second for RSA-2048 on an idle core, at
    /// times three; never call it on an event loop.
    ///
    /// - Throws: ``PKIError`` with `openssl-failed`.
    public static func generate(_ type: KeyType) throws(PKIError) -> PrivateKey {
        PrivateKey(
            owning: try OpenSSL.pointer("make a key of type \(type)") {
                switch type {
                case .rsa2048: m2m_EVP_RSA_gen(2048)
                case .rsa4096: m2m_EVP_RSA_gen(4096)
                case .p256: m2m_EVP_EC_gen("P-256")
                case .p384: m2m_EVP_EC_gen("P-384")
                }
            }
        )
    }

    /// Makes several keys at once, on all cores. Blocks until the last is made; never call it on an event loop.
    ///
    /// - Returns: one key for each of `types`, in their order.
    /// - Throws: ``PKIError`` with `openssl-failed`, the first of the failures in that order.
    public static func generate(_ types: [KeyType]) throws(PKIError) -> [PrivateKey] {
        // The slowest first: one that starts last would leave the other cores idle.
        let order = types.indices.sorted { types[$0].effort > types[$1].effort }
        let made = Collected()
        DispatchQueue.concurrentPerform(iterations: order.count) { turn in
            let index = order[turn]
            made.set(Result { () throws(PKIError) in try Self.generate(types[index]) }, at: index)
        }
        var keys: [PrivateKey] = []
        for index in types.indices {
            guard let result = made.result(at: index) else { continue }
            keys.append(try result.get())
        }
        return keys
    }

    /// Takes results from several threads.
    private final class Collected: @unchecked Sendable {
        private let lock = NSLock()
        private var results: [Int: Result<PrivateKey, PKIError>] = [:]

        func set(_ result: Result<PrivateKey, PKIError>, at index: Int) {
            self.lock.withLock { self.results[index] = result }
        }

        func result(at index: Int) -> Result<PrivateKey, PKIError>? {
            self.lock.withLock { self.results[index] }
        }
    }
}
