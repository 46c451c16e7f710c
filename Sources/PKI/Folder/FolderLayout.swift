internal import Domain

/// Where in the folder the server's files lie; paths relative to it.
enum ServerLayout {
    static let folder = "server"
    static let authority = PairFiles(base: "server/ca")
    /// Only the archive and its password.
    static let trustStore = PairFiles(base: "server/truststore")

    static func certificate(_ kind: ServerCertificateKind, _ keyType: KeyType) -> PairFiles {
        let name = keyType == .p256 ? "p256" : "rsa"
        return PairFiles(base: kind == .valid ? "server/server-\(name)" : "server/lab-\(kind)-\(name)")
    }
}

/// Where in the folder an environment's files lie; paths relative to it.
struct EnvironmentLayout {
    let environment: EnvironmentName

    var folders: [String] { ["\(self.environment)", self.clientsFolder] }

    var authority: PairFiles { PairFiles(base: "\(self.environment)/ca") }
    var revocationList: String { "\(self.environment)/ca.crl" }
    var revocationListCopy: String { "\(self.environment)/ca.last.crl" }
    var register: String { "\(self.environment)/register.json" }

    /// - Parameter user: must have passed ``ClientRequest/check()``, for it becomes part of a path.
    func client(_ user: String) -> PairFiles { PairFiles(base: "\(self.clientsFolder)/\(user)") }

    var clientsFolder: String { "\(self.environment)/clients" }
}

/// The files about one key.
struct PairFiles: Hashable {
    let base: String

    var certificate: String { self.base + ".crt" }
    var key: String { self.base + ".key" }
    /// The certificate in DER.
    var der: String { self.base + ".cer" }
    var archive: String { self.base + ".p12" }
    var password: String { self.base + ".password" }
}
