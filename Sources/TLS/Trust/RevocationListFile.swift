import COpenSSL
import Domain
import Foundation
import X509Facts

/// A file of revocation lists cannot be used.
public struct RevocationListError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, what is wrong with it, and what to do.
    public let description: String

    init(_ file: String, _ reason: String) {
        self.description =
            "The revocation list '\(file)' cannot be used: \(reason). Have it made anew by its authority; for the "
            + "emulator's own that is 'm2m-emulator certs crl'."
    }
}

/// Reads PEM files of revocation lists (RFC 5280, 5).
enum RevocationListFile {
    /// The lists of a file by the fingerprint of the authority that signed each, the newest of one authority's; none when
    /// there is no such file.
    static func lists(
        in file: String,
        authorities: [AuthorityCertificate]
    ) throws(RevocationListError) -> [String: RevocationList] {
        OpenSSLFailure.clearQueue()
        guard let bio = BIO_new_file(file, "r") else {
            // The queue names fopen's errno in OpenSSL's own way; the system's is plainer.
            guard errno == ENOENT else { throw RevocationListError(file, String(cString: strerror(errno))) }
            OpenSSLFailure.clearQueue()
            return [:]
        }
        defer { BIO_free(bio) }
        var lists: [String: RevocationList] = [:]
        while let crl = PEM_read_bio_X509_CRL(bio, nil, nil, nil) {
            defer { X509_CRL_free(crl) }
            let list = try self.list(crl, file)
            for signer in try self.signers(of: crl, list, among: authorities, file) {
                let fingerprint = signer.facts.fingerprint
                if lists[fingerprint].isOlder(than: list) { lists[fingerprint] = list }
            }
        }
        let failure = OpenSSLFailure.takeFromQueue()
        guard failure.isEndOfPEM else { throw RevocationListError(file, failure.description) }
        guard !lists.isEmpty else { throw RevocationListError(file, "it holds no X509 CRL in PEM") }
        return lists
    }

    private static func list(_ crl: OpaquePointer, _ file: String) throws(RevocationListError) -> RevocationList {
        if let field = self.criticalExtension(of: crl) {
            throw RevocationListError(
                file,
                "it has the critical extension '\(field)', as a list that is not complete has"
            )
        }
        do throws(X509FactsError) {
            return try RevocationList(crl: crl)
        } catch {
            throw RevocationListError(file, error.clause)
        }
    }

    /// What limits the list to some certificates or changes (RFC 5280, 5.2): nobody may rely on it who does not know it.
    private static func criticalExtension(of crl: OpaquePointer) -> String? {
        for index in 0..<X509_CRL_get_ext_count(crl) {
            guard let field = X509_CRL_get_ext(crl, index), X509_EXTENSION_get_critical(field) == 1 else { continue }
            var name = [CChar](repeating: 0, count: 80)
            OBJ_obj2txt(&name, Int32(name.count), X509_EXTENSION_get_object(field), 0)
            return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        return nil
    }

    /// Several, where an authority's certificate was issued again for the same key.
    private static func signers(
        of crl: OpaquePointer,
        _ list: RevocationList,
        among authorities: [AuthorityCertificate],
        _ file: String
    ) throws(RevocationListError) -> [AuthorityCertificate] {
        let named = authorities.filter { $0.facts.subject == list.issuer }
        guard !named.isEmpty else {
            throw RevocationListError(file, "its issuer '\(list.issuer)' is no authority of the environment")
        }
        let signers = named.filter { X509_CRL_verify(crl, X509_get0_pubkey($0.pointer)) == 1 }
        OpenSSLFailure.clearQueue()
        guard !signers.isEmpty else {
            throw RevocationListError(file, "it was not signed with the key of '\(list.issuer)'")
        }
        return signers
    }
}
