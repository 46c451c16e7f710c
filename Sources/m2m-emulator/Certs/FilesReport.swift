import Domain
import Foundation
import PKI

/// Where a user's certificate is, as text, for a shell or as JSON.
struct FilesReport {
    let title: String
    let user: String
    let environment: EnvironmentName
    let files: ClientFiles
    let facts: CertificateFacts
    var former: FormerCertificate?

    func write(as format: FilesFormat) throws {
        switch format {
        case .text: CommandOutput.write(self.text)
        case .env: CommandOutput.write(try self.exports())
        case .json: try CommandOutput.write(json: self.json)
        }
    }

    private var text: String {
        var lines = [
            self.title,
            "  serial number  \(self.facts.serial), in decimal \(self.facts.serial.decimal)",
            "  valid          \(self.facts.notBefore.ISO8601Format()) to \(self.facts.notAfter.ISO8601Format())",
            "  certificate    \(self.json.certificate)",
            "  key            \(self.json.key)",
            "  DER            \(self.json.der)",
            "  PKCS#12        \(self.json.pkcs12) (password in \(self.json.pkcs12PasswordFile))",
            "  trust          \(self.json.ca)",
            "  for Java       \(self.json.truststore) (password in \(self.json.truststorePasswordFile))",
        ]
        if let former {
            let state = former.isRevoked ? "revoked as superseded" : "not revoked"
            let path = CommandOutput.absolute(former.files.certificate)
            lines.append("  before it      \(former.facts.serial), \(state), kept as \(path)")
        }
        return lines.joined(separator: "\n")
    }

    private func exports() throws -> String {
        let values = [
            ("M2M_CERT", self.json.certificate), ("M2M_KEY", self.json.key), ("M2M_P12", self.json.pkcs12),
            ("M2M_P12_PASSWORD", try Self.password(self.files.password)), ("M2M_CA", self.json.ca),
            ("M2M_TRUSTSTORE", self.json.truststore),
            ("M2M_TRUSTSTORE_PASSWORD", try Self.password(self.files.trustStorePassword)),
        ]
        return values.map { "export \($0)=\(CommandOutput.quoted($1))" }.joined(separator: "\n")
    }

    private static func password(_ path: String) throws -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .newlines)
        } catch {
            throw CertsFailure(
                "Could not read the password in '\(path)'. See that the file is there and belongs to you."
            )
        }
    }

    private struct JSON: Encodable {
        let user: String
        let environment: String
        let serial: String
        let serialDecimal: String
        let notBefore: Date
        let notAfter: Date
        let certificate: String
        let key: String
        let der: String
        let pkcs12: String
        let pkcs12PasswordFile: String
        let ca: String
        let truststore: String
        let truststorePasswordFile: String
    }

    private var json: JSON {
        JSON(
            user: self.user,
            environment: self.environment.rawValue,
            serial: self.facts.serial.hex,
            serialDecimal: self.facts.serial.decimal,
            notBefore: self.facts.notBefore,
            notAfter: self.facts.notAfter,
            certificate: CommandOutput.absolute(self.files.certificate),
            key: CommandOutput.absolute(self.files.key),
            der: CommandOutput.absolute(self.files.der),
            pkcs12: CommandOutput.absolute(self.files.archive),
            pkcs12PasswordFile: CommandOutput.absolute(self.files.password),
            ca: CommandOutput.absolute(self.files.serverAuthority),
            truststore: CommandOutput.absolute(self.files.trustStore),
            truststorePasswordFile: CommandOutput.absolute(self.files.trustStorePassword)
        )
    }
}
