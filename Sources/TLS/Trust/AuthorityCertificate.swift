import COpenSSL
import Domain
import X509Facts

/// A certificate of an authority, owned; only read after it is made, so any thread may use it.
final class AuthorityCertificate: @unchecked Sendable {
    /// `X509 *`.
    let pointer: OpaquePointer
    let facts: CertificateFacts

    /// Takes over `pointer`, also when it throws.
    private init(owning pointer: OpaquePointer) throws(X509FactsError) {
        do throws(X509FactsError) {
            self.facts = try CertificateFacts(x509: pointer)
        } catch {
            X509_free(pointer)
            throw error
        }
        self.pointer = pointer
    }

    deinit { X509_free(self.pointer) }

    /// All certificates of a PEM file, in their order. Blocking.
    ///
    /// - Throws: when the file cannot be read, holds none, or one whose fields cannot be told.
    static func all(in path: String) throws(TLSConfigurationError) -> [AuthorityCertificate] {
        OpenSSLFailure.clearQueue()
        guard let file = BIO_new_file(path, "r") else { throw .authority(path, "\(OpenSSLFailure.takeFromQueue())") }
        defer { BIO_free(file) }
        var certificates: [AuthorityCertificate] = []
        while let pointer = PEM_read_bio_X509(file, nil, nil, nil) {
            do throws(X509FactsError) {
                certificates.append(try AuthorityCertificate(owning: pointer))
            } catch {
                throw .authority(path, error.clause)
            }
        }
        let failure = OpenSSLFailure.takeFromQueue()
        guard failure.isEndOfPEM, !certificates.isEmpty else { throw .authority(path, failure.description) }
        return certificates
    }
}
