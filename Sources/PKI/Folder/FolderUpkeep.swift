internal import Domain
internal import Foundation

/// One opening of the folder, under its lock: read what is there, make the missing keys, then settle each certificate
/// after the authority it depends on.
///
/// A start may be killed after any write. What depends on a file is therefore removed before the file is replaced,
/// and written after it: at the next start it is missing, and so made anew.
struct FolderUpkeep {
    var files: FolderFiles
    let layout: FolderLayout
    let clients: [ClientRequest]
    let password: String
    let now: Date
    let machineNow: Date

    private struct Pairs {
        let serverAuthority: StoredPair
        let serverP256: StoredPair
        let serverRSA: StoredPair
        let clientAuthority: StoredPair
        let clients: [StoredPair]

        var all: [StoredPair] {
            [self.serverAuthority, self.serverP256, self.serverRSA, self.clientAuthority] + self.clients
        }
    }

    mutating func run() throws(PKIError) -> CertificateFolder {
        let pairs = try self.load()
        let newKeys = try Self.makeKeys(for: pairs.all)
        let serverAuthority = try self.settle(pairs.serverAuthority, newKeys, .serverAuthority())
        let clientAuthority = try self.settle(
            pairs.clientAuthority,
            newKeys,
            .clientAuthority(of: self.layout.environment)
        )
        let serverP256 = try self.settleServer(pairs.serverP256, newKeys, serverAuthority.authority)
        let serverRSA = try self.settleServer(pairs.serverRSA, newKeys, serverAuthority.authority)
        var clients: [ClientCredential] = []
        for (request, pair) in zip(self.clients, pairs.clients) {
            clients.append(try self.settleClient(request, pair, newKeys, clientAuthority.authority))
        }
        return CertificateFolder(
            path: self.files.root,
            environment: self.layout.environment,
            serverAuthority: serverAuthority,
            serverP256: serverP256,
            serverRSA: serverRSA,
            clientAuthority: clientAuthority,
            clients: clients,
            changes: self.files.changes
        )
    }

    /// Reads everything before anything is written: a file that a person must see to leaves the folder as it was.
    private mutating func load() throws(PKIError) -> Pairs {
        var clients: [StoredPair] = []
        for request in self.clients {
            clients.append(try self.files.loadPair(self.layout.client(request.user), keyType: request.keyType))
        }
        return Pairs(
            serverAuthority: try self.loadAuthority(self.layout.serverAuthority),
            serverP256: try self.files.loadPair(self.layout.serverP256, keyType: .p256),
            serverRSA: try self.files.loadPair(self.layout.serverRSA, keyType: .rsa2048),
            clientAuthority: try self.loadAuthority(self.layout.clientAuthority),
            clients: clients
        )
    }

    /// A new key would need a new certificate, which nobody who trusts the old one trusts: that is a person's choice.
    private mutating func loadAuthority(_ files: PairFiles) throws(PKIError) -> StoredPair {
        let pair = try self.files.loadPair(files, keyType: .p256)
        if pair.key == nil, pair.certificate != nil {
            throw PKIError(
                .authorityKeyMissing,
                "The authority's certificate '\(self.files.path(files.certificate))' is there, "
                    + "its key '\(self.files.path(files.key))' is not",
                hint: "Put the key back, or delete the certificate too: the emulator then makes a new authority, "
                    + "which whoever trusts the old one must be told to trust."
            )
        }
        return pair
    }

    private static func makeKeys(for pairs: [StoredPair]) throws(PKIError) -> [PairFiles: PrivateKey] {
        let missing = pairs.filter { $0.key == nil }
        let keys = try PrivateKey.generate(missing.map(\.keyType))
        return Dictionary(uniqueKeysWithValues: zip(missing.map(\.files), keys))
    }
}
