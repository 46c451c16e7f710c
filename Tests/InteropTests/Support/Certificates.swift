import Foundation

// Certificates that the emulator did not make, by the openssl program.

extension Workplace {
    /// One that nobody trusts.
    func strangersCertificate() async throws -> Certificate {
        let made = self.paths("stranger")
        let request = ["req", "-x509", "-subj", "/CN=stranger", "-days", "2"]
        _ = try await self.run("openssl", request + self.newKey(made) + ["-out", made.certificate])
        return made
    }

    /// One that the environment's authority issued, with a serial number that belongs to no user.
    ///
    /// - Parameter usage: its extended key usage.
    func certificate(ofAuthorityOf emulator: Emulator, usage: String) async throws -> Certificate {
        let made = self.paths(usage)
        let request = self.folder.appendingPathComponent("\(usage).csr").path
        let asks = ["req", "-new", "-subj", "/CN=guest"]
        _ = try await self.run("openssl", asks + self.newKey(made) + ["-out", request])
        let extensions = try self.write(
            "keyUsage=critical,digitalSignature\nextendedKeyUsage=\(usage)\n",
            to: "\(usage).ext"
        )
        let authority = URL(fileURLWithPath: emulator.ready.clientCertificate)
            .deletingLastPathComponent().deletingLastPathComponent()
        let issuer = [
            "-CA", authority.appendingPathComponent("ca.crt").path, "-CAkey",
            authority.appendingPathComponent("ca.key").path, "-set_serial", "0x1234",
        ]
        let files = ["-in", request, "-out", made.certificate, "-extfile", extensions.path]
        _ = try await self.run("openssl", ["x509", "-req", "-days", "2"] + issuer + files)
        return made
    }

    private func paths(_ name: String) -> Certificate {
        Certificate(
            certificate: self.folder.appendingPathComponent("\(name).crt").path,
            key: self.folder.appendingPathComponent("\(name).key").path
        )
    }

    private func newKey(_ made: Certificate) -> [String] {
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", made.key]
    }
}
