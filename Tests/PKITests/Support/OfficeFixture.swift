import Domain
import Foundation
import PKI
import Testing

/// The office of the test environment over a complete folder with the user `anna`, serial number 1A of the settings.
struct OfficeFixture {
    let folder: FolderFixture
    let office: CertificateOffice
    var disk: TemporaryFolder { self.folder.disk }

    init() throws {
        self.folder = try FolderFixture()
        try self.folder.fill()
        self.office = CertificateOffice(path: self.folder.disk.path, environment: .test)
    }

    /// Keys are P-256, which cost no time, unless told otherwise.
    @discardableResult
    func issue(
        _ user: String,
        serial: String? = nil,
        keyType: KeyType = .p256,
        validity: ClosedRange<Date>? = nil,
        now: Date = Samples.now
    ) throws -> IssuedCertificate {
        try self.office.issue(
            user: user,
            serial: serial.map { try Samples.serial($0) },
            keyType: keyType,
            validity: validity,
            now: now
        )
    }

    func list() throws -> SignedRevocationList {
        try SignedRevocationList(pem: String(decoding: self.disk.read("test/ca.crl"), as: UTF8.self))
    }

    func register() throws -> CertificateRegister { try .load(path: self.disk.path("test/register.json")) }

    /// The names of the files in the clients' folder.
    func clientFiles() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: self.disk.path("test/clients")))
    }

    /// What an emulator sees that starts now.
    @discardableResult
    func start(serial: String? = "1A", now: Date = Samples.now) throws -> [String] {
        FolderFixture.lines(try self.folder.open([FolderFixture.request("anna", serial: serial)], now: now))
    }
}
