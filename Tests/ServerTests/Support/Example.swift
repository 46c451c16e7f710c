import Domain
import Foundation
import NIOCore
import Pipeline
import Store
import TLS
import Validation

@testable import Server

extension CertificateFacts {
    static let bank = CertificateFacts(
        subject: "CN=bank",
        issuer: "CN=Test CA",
        serial: .one,
        notBefore: Date(timeIntervalSince1970: 1_700_000_000),
        notAfter: Date(timeIntervalSince1970: 1_900_000_000),
        fingerprint: "of the bank"
    )
}

extension CertificateSerial {
    fileprivate static let one = CertificateSerial("01") ?? { fatalError("'01' is no serial number") }()
}

extension PortLimits {
    /// Apart from each other, so that a test sees which one was met.
    static let short = PortLimits(
        fragmentBytes: 9_216_000,
        targetBytes: 1024,
        headerBytes: 8192,
        connections: 10,
        handshake: .seconds(10),
        request: .seconds(30),
        idle: .seconds(60),
        drainBytes: 1000,
        drain: .seconds(5)
    )
}

extension SubmissionPipeline {
    /// One user, who may deliver V10, which takes any XML.
    static func example(folder: String, requiresSession: Bool = true) throws -> SubmissionPipeline {
        guard let organisation = OrganisationNumber("2021000837") else { fatalError("the number is none") }
        let format = FileFormatName("V10")
        let grant = Grant(organisation: organisation, program: .vinn, formats: [format])
        let user = User(name: "bank", serials: [.one], isDisabled: false, grants: [grant])
        return try SubmissionPipeline(
            directory: ReporterDirectory(environment: .test, users: [user]),
            catalogue: FormatCatalogue([
                FileFormat(name: format, program: .vinn, rootElement: nil, namespace: nil, versions: [])
            ]),
            policy: PipelinePolicy(
                sessions: SessionPolicy(isRequired: requiresSession, idleLimit: .seconds(1200), perCertificate: 4),
                unicodeMinus: .refuse,
                processingDelay: .seconds(2),
                abandonAfter: .seconds(3600),
                uploads: 100
            ),
            clocks: .standing,
            identifiers: CountingIdentifiers(),
            folder: SpoolFolder(path: "\(folder)/files"),
            store: EnvironmentStore(folder: folder),
            validator: CatalogueValidator(
                FormatCatalogue([]),
                schemas: SchemaCatalogue(FormatCatalogue([])),
                limits: ValidationLimits(),
                temporaryFolder: folder
            )
        )
    }
}

/// Requests as they are on the wire.
enum RequestText {
    /// A multipart body up to the content of its file.
    static let bodyStart = "--b\r\nContent-Disposition: form-data; name=File; filename=f.xml\r\n\r\n"
    /// A multipart body with one small file.
    static let body = bodyStart + "<a/>\r\n--b--\r\n"

    static func heartbeat(_ fields: String..., method: String = "GET", version: String = "1.1") -> String {
        self.request("\(method) /m2m/v2/heartbeat HTTP/\(version)", fields)
    }

    /// - Parameter length: of the body that is to come.
    static func upload(_ fields: String..., fragment: Int = -1, length: Int = body.utf8.count) -> String {
        self.request(
            "POST /m2m/v2/file/\(fragment)/2021000837/VINN/2026-09-30/V10/f.xml HTTP/1.1",
            ["Content-Length: \(length)", "Content-Type: multipart/form-data; boundary=b"] + fields
        )
    }

    /// Refused by its head.
    static func unknownPath(_ fields: String..., length: Int) -> String {
        self.request("POST /nothing HTTP/1.1", ["Content-Length: \(length)"] + fields)
    }

    private static func request(_ line: String, _ fields: [String]) -> String {
        ([line, "Host: localhost"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
    }
}
