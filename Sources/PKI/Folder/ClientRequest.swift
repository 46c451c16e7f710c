public import Domain

/// A reporter whose client certificate the folder is to hold.
public struct ClientRequest: Hashable, Sendable {
    /// 1–64 of `a`–`z`, `0`–`9` and `-`: it names files.
    public let user: String
    /// Which the settings name. `nil` for a user whose certificates only the office issues: one is then made with a
    /// random number, and registered.
    public let serial: CertificateSerial?
    /// Of a key yet to be made; one that is there is kept, whatever its type.
    public let keyType: KeyType

    public init(user: String, serial: CertificateSerial?, keyType: KeyType = .rsa2048) {
        self.user = user
        self.serial = serial
        self.keyType = keyType
    }

    func check() throws(PKIError) {
        try Self.check(self.user)
    }

    static func check(_ user: String) throws(PKIError) {
        guard Self.isAllowed(user) else {
            throw PKIError(
                .invalidInput,
                "The user name '\(user.prefix(80))' cannot name a file: 1 to 64 of a-z, 0-9 and - are allowed",
                hint: "Rename the user in the settings."
            )
        }
    }

    static func isAllowed(_ user: String) -> Bool {
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)
        return (1...64).contains(user.utf8.count) && user.utf8.allSatisfy(allowed.contains)
    }

    static func check(_ requests: [ClientRequest]) throws(PKIError) {
        var users: Set<String> = []
        for request in requests {
            try request.check()
            guard users.insert(request.user).inserted else {
                throw PKIError(
                    .invalidInput,
                    "The user '\(request.user)' is asked for twice: one certificate a user is allowed",
                    hint: "Name each user once in the settings."
                )
            }
        }
    }
}
