public import Domain

/// A folder with one client certificate for each way of being wrong.
public struct FailSet: Sendable {
    /// As it was given.
    public let folder: String
    /// In the order of ``FailCase``; ``FailCase/missing`` has none, ``FailCase/disabled`` only when asked for.
    public let certificates: [FailCertificate]
    /// The password of all PKCS#12 files, one line.
    public let passwordPath: String
}

/// One certificate of a ``FailSet``.
public struct FailCertificate: Sendable {
    public let failCase: FailCase
    public let certificate: Certificate
    /// PEM.
    public let certificatePath: String
    public let keyPath: String
    /// PKCS#12.
    public let archivePath: String
}

/// A user whom the settings disable, and one of the user's serial numbers.
public struct DisabledUser: Hashable, Sendable {
    public let name: String
    public let serial: CertificateSerial

    public init(name: String, serial: CertificateSerial) {
        self.name = name
        self.serial = serial
    }
}
