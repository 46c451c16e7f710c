import Foundation
import Testing

@Suite("The revocation list, with the command line")
struct CertsListSigningTests {
    @Test("crl mends a list that was spoilt, with the entries it had, and says so")
    func spoilt() async throws {
        try await withWorkplace { place in
            _ = try await place.certs(["init"])
            _ = try await place.certs(["revoke", "demo"])
            _ = try place.write("half a file", to: "certs/test/ca.crl")
            let refused = try await place.certs(["list"], code: 1)
            #expect(refused.errors.contains("m2m-emulator certs crl --environment test --certs "), "\(refused)")
            let mended = try await place.certs(["crl"])
            #expect(mended.output.contains("/certs/test/ca.crl: number 4, 1 entry, good until "), "\(mended)")
            #expect(
                mended.errors
                    == "Warning: The list was missing or could not be read: it has the entries with which it was signed "
                    + "last.\n"
            )
        }
    }

    @Test("init warns of a user whose certificate is revoked")
    func revoked() async throws {
        try await withWorkplace { place in
            _ = try await place.certs(["init"])
            _ = try await place.certs(["revoke", "demo"])
            let again = try await place.certs(["init"])
            #expect(again.output.hasPrefix("everything was in place\n"), "\(again)")
            #expect(again.errors.hasPrefix("Warning: the certificate of 'demo', serial number "), "\(again)")
            #expect(again.errors.contains(" is revoked. Issue another: m2m-emulator certs issue demo "), "\(again)")
        }
    }
}
