internal import Domain
internal import Foundation

/// One opening of the folder, under its lock: read what is there, make the missing keys, then settle each certificate
/// after the authority it depends on.
///
/// A start may be killed after any write. What depends on a file is therefore removed before the file is replaced,
/// and written after it: at the next start it is missing, and so made anew.
struct FolderUpkeep {
    var files: FolderFiles
    private(set) var warnings: [FolderWarning] = []
    let environments: [(layout: EnvironmentLayout, clients: [ClientRequest])]
    let server: ServerCertificateKind
    var serverKeys = CertificateFolder.usualServerKeys
    let password: String
    let now: Date
    let machineNow: Date

    mutating func run() throws(PKIError) -> CertificateFolder {
        let serverAuthority = try self.files.loadAuthority(ServerLayout.authority)
        let servers = try self.loadServers()
        let others = try self.otherAuthorities()
        var environments: [LoadedEnvironment] = []
        for (layout, clients) in self.environments { environments.append(try self.load(layout, clients)) }
        let newKeys = try Self.makeKeys(for: [serverAuthority] + servers + environments.flatMap(\.pairs))

        let authority = try self.settle(serverAuthority, newKeys, .serverAuthority())
        let trustStore = try self.settleTrustStore(authority.authority.certificate)
        let server = try self.settleServers(servers, newKeys, authority.authority)
        var settled: [EnvironmentName: EnvironmentCertificates] = [:]
        for loaded in environments {
            settled[loaded.layout.environment] = try self.settle(loaded, newKeys)
        }
        return CertificateFolder(
            path: self.files.root,
            serverAuthority: authority,
            trustStore: trustStore,
            server: server,
            environments: settled,
            otherAuthorities: others,
            changes: self.files.changes,
            warnings: self.warnings
        )
    }

    mutating func warn(_ problem: FolderWarning.Problem) {
        self.warnings.append(FolderWarning(folder: self.files.root, problem: problem))
    }

    // Everything is read before anything is written: a file that a person must see to leaves the folder as it was.

    private mutating func loadServers() throws(PKIError) -> [StoredPair] {
        var pairs: [StoredPair] = []
        for keyType in self.serverKeys {
            pairs.append(try self.files.loadPair(ServerLayout.certificate(.valid, keyType), keyType: keyType))
        }
        return pairs
    }

    private mutating func load(
        _ layout: EnvironmentLayout,
        _ requests: [ClientRequest]
    ) throws(PKIError) -> LoadedEnvironment {
        let authority = try self.files.loadAuthority(layout.authority)
        let list = try self.files.loadRevocationList(layout)
        let register = try CertificateRegister.load(path: self.files.path(layout.register))
        var clients: [LoadedClient] = []
        for request in requests {
            let pair = try self.files.loadPair(layout.client(request.user), keyType: request.keyType)
            var client = LoadedClient(request: request, pair: pair)
            if let serial = request.serial, client.mayGoBack(register, list.last?.content.entries ?? [:], now: self.now)
            {
                client.former = try self.files.loadFormer(layout, request, serial)
            }
            clients.append(client)
        }
        return LoadedEnvironment(
            layout: layout,
            authority: authority,
            list: list,
            register: register,
            clients: clients
        )
    }

    private func otherAuthorities() throws(PKIError) -> [EnvironmentName: String] {
        var paths: [EnvironmentName: String] = [:]
        let asked = Set(self.environments.map(\.layout.environment))
        for environment in EnvironmentName.allCases where !asked.contains(environment) {
            let path = self.files.path(EnvironmentLayout(environment: environment).authority.certificate)
            guard let content = try SystemFile.content(of: path, isPrivate: false) else { continue }
            _ = try PEMFile.certificate(content, path)
            paths[environment] = path
        }
        return paths
    }

    private static func makeKeys(for pairs: [StoredPair]) throws(PKIError) -> [PairFiles: PrivateKey] {
        let missing = pairs.filter { $0.key == nil }
        let keys = try PrivateKey.generate(missing.map(\.keyType))
        return Dictionary(uniqueKeysWithValues: zip(missing.map(\.files), keys))
    }
}

/// What the folder holds of a user's certificates.
struct LoadedClient {
    let request: ClientRequest
    var pair: StoredPair
    /// Those from before with the settings' serial number, if the current one may have to give way to one of them.
    var former: [StoredPair] = []

    init(request: ClientRequest, pair: StoredPair) {
        self.request = request
        self.pair = pair
    }
}

/// What the folder holds of one environment.
struct LoadedEnvironment {
    let layout: EnvironmentLayout
    let authority: StoredPair
    let list: LoadedList
    let register: CertificateRegister
    let clients: [LoadedClient]

    var pairs: [StoredPair] { [self.authority] + self.clients.map(\.pair) }
}
