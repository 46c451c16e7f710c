import Domain
import Foundation
import Pipeline

extension PipelinePolicy {
    static func usual(
        requiresSession: Bool = true,
        sessionsPerCertificate: Int = 4,
        processingDelay: Duration = .seconds(2),
        uploads: Int = 100,
        checkDigit: Tolerance = .accept,
        repeats: Tolerance = .accept
    ) -> PipelinePolicy {
        PipelinePolicy(
            sessions: SessionPolicy(
                isRequired: requiresSession,
                idleLimit: .seconds(20 * 60),
                perCertificate: sessionsPerCertificate
            ),
            unicodeMinus: .refuse,
            checkDigit: checkDigit,
            repeats: repeats,
            processingDelay: processingDelay,
            abandonAfter: .seconds(3600),
            uploads: uploads
        )
    }
}

extension FormatCatalogue {
    /// V10 and Krita_Monthly take any XML; V40 has a root element and a namespace.
    static let example = FormatCatalogue([
        FileFormat(
            name: FileFormatName("V10"),
            program: .vinn,
            rootElement: nil,
            namespace: nil,
            versions: ["1.0", "1.1"]
        ),
        FileFormat(
            name: FileFormatName("V40"),
            program: .vinn,
            rootElement: "Report",
            namespace: "http://scb.se/gdb/vinn",
            versions: []
        ),
        FileFormat(
            name: FileFormatName("Krita_Monthly"),
            program: .krita,
            rootElement: nil,
            namespace: nil,
            versions: []
        ),
    ])
}

extension OrganisationNumber {
    static let banken = OrganisationNumber(known: "2021000837")
    static let fonden = OrganisationNumber(known: "5566778899")

    private init(known text: String) {
        guard let number = OrganisationNumber(text) else { fatalError("'\(text)' is no organisation number") }
        self = number
    }
}

extension CertificateSerial {
    static func known(_ text: String) -> CertificateSerial {
        CertificateSerial(text) ?? { fatalError("'\(text)' is no serial number") }()
    }
}

extension CertificateFacts {
    /// Two certificates with the same serial number differ in their fingerprints.
    static func certificate(_ serial: String, fingerprint: String? = nil) -> CertificateFacts {
        CertificateFacts(
            subject: "CN=\(serial)",
            issuer: "CN=Test CA",
            serial: .known(serial),
            notBefore: Date(timeIntervalSince1970: 1_700_000_000),
            notAfter: Date(timeIntervalSince1970: 1_900_000_000),
            fingerprint: fingerprint ?? "fingerprint of \(serial)"
        )
    }
}

extension User {
    /// Serial numbers 01 and 11.
    static let bank = User(
        name: "bank",
        serials: [.known("01"), .known("11")],
        isDisabled: false,
        grants: [
            Grant(
                organisation: .banken,
                program: .vinn,
                formats: [FileFormatName("V10"), FileFormatName("V40")]
            ),
            Grant(organisation: .fonden, program: .krita, formats: [FileFormatName("Krita_Monthly")]),
        ]
    )

    /// Serial number 02; shares one format with the bank.
    static let fund = User(
        name: "fund",
        serials: [.known("02")],
        isDisabled: false,
        grants: [Grant(organisation: .banken, program: .vinn, formats: [FileFormatName("V10")])]
    )

    /// Serial number 03.
    static let closed = User(name: "closed", serials: [.known("03")], isDisabled: true, grants: [])
}
