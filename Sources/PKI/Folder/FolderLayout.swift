internal import Domain

/// Where in the folder what lies; paths relative to it.
struct FolderLayout {
    let environment: EnvironmentName

    var folders: [String] { ["server", self.environment.rawValue, self.clientsFolder] }

    var serverAuthority: PairFiles { PairFiles(base: "server/ca") }
    var serverP256: PairFiles { PairFiles(base: "server/server-p256") }
    var serverRSA: PairFiles { PairFiles(base: "server/server-rsa") }
    var clientAuthority: PairFiles { PairFiles(base: "\(self.environment)/ca") }

    /// - Parameter user: must have passed ``ClientRequest/check()``, for it becomes part of a path.
    func client(_ user: String) -> PairFiles { PairFiles(base: "\(self.clientsFolder)/\(user)") }

    private var clientsFolder: String { "\(self.environment)/clients" }
}

/// The files about one key.
struct PairFiles: Hashable {
    let base: String

    var certificate: String { self.base + ".crt" }
    var key: String { self.base + ".key" }
    var archive: String { self.base + ".p12" }
    var password: String { self.base + ".password" }
}
