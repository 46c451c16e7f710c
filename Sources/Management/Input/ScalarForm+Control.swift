import Domain
import Foundation
import PKI
import Scenarios
import YAMLReading

// How the values of a call are written, in paths, queries and bodies alike.

extension ScalarForm<DeliveryID> {
    static let deliveryID = ScalarForm("a GUID, 8-4-4-4-12 hexadecimal digits") { DeliveryID($0) }
}

extension ScalarForm<DeliveryStatus> {
    /// Its name here, or the text that `Status` carries in a history answer.
    static let status = ScalarForm(
        DeliveryStatus.allCases.map { "\($0.rawValue) (\($0.text))" }.joined(separator: ", ")
    ) { text in
        DeliveryStatus.allCases.first { $0.rawValue == text || $0.text.lowercased() == text.lowercased() }
    }
}

extension ScalarForm<OrganisationNumber> {
    static let organisation = ScalarForm("10 digits, NNNNNNNNNN or NNNNNN-NNNN") { OrganisationNumber($0) }
}

extension ScalarForm<StatisticalProgram> {
    static let program = ScalarForm(StatisticalProgram.allCases.map(\.rawValue).joined(separator: ", ")) {
        StatisticalProgram(caseInsensitive: $0)
    }
}

extension ScalarForm<FileFormatName> {
    static let format = ScalarForm("1 to 64 characters") { (1...64).contains($0.count) ? FileFormatName($0) : nil }
}

extension ScalarForm<ReferencePeriod> {
    static let period = ScalarForm("a date that exists, YYYY-MM-DD") { ReferencePeriod($0) }
}

extension ScalarForm<CertificateSerial> {
    static let serial = ScalarForm("1 to 40 hexadecimal digits, not all zero") { text in
        CertificateSerial(text).flatMap { $0.hex == "0" ? nil : $0 }
    }
}

extension ScalarForm<Date> {
    static let time = ScalarForm(EmulatorTime.forms) { EmulatorTime.parse($0) }
}

extension ScalarForm<Seed> {
    static let seed = ScalarForm("1 to 16 hexadecimal digits") { Seed($0) }
}

extension ScalarForm<SandboxName> {
    static let sandboxName = ScalarForm("1 to 64 of a-z, 0-9 and '-'") { SandboxName($0) }
}

extension ScalarForm<String> {
    /// - Parameter limit: of characters.
    static func anyText(atMost limit: Int) -> ScalarForm {
        .text("1 to \(limit) characters") { (1...limit).contains($0.count) }
    }
}

extension KeyType {
    /// Those that the control makes; greater ones take seconds.
    static let offered: [KeyType] = [.p256, .rsa2048]
}

extension ScalarForm<KeyType> {
    static let keyType = ScalarForm(KeyType.offered.map(\.rawValue).joined(separator: ", ")) { text in
        KeyType.offered.first { $0.rawValue == text }
    }
}
