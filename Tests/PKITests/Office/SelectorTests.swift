import Domain
import Foundation
import PKI
import Testing

@Suite("How a person names a certificate")
struct SelectorTests {
    @Test(
        "Paths, numbers and names",
        arguments: [
            ("./anna", CertificateSelector.file("./anna")), ("anna.crt", .file("anna.crt")), ("A.PEM", .file("A.PEM")),
            ("anna", .name("anna")), ("1A", .name("1A")), ("", .name("")),
        ]
    )
    func kinds(text: String, selector: CertificateSelector) { #expect(CertificateSelector(text) == selector) }

    @Test("Numbers with a mark", arguments: [("0x1A", "1A"), ("00:1a", "1A"), ("dec:26", "1A"), ("DEC:0", "0")])
    func numbers(text: String, hex: String) throws {
        #expect(try CertificateSelector(text) == .serial(Samples.serial(hex)))
    }

    @Test("What has the mark of a number but is none", arguments: ["0xG", "dec:", "dec:1A", "dec:-1", "1:G", "dec:²"])
    func noNumber(text: String) { #expect(CertificateSelector(text) == nil) }

    @Test(
        "Decimal numbers are exact to 20 bytes",
        arguments: [
            ("0", "0"), ("255", "FF"), ("256", "100"), ("000256", "100"), ("18446744073709551616", "10000000000000000"),
            ("1461501637330902918203684832716283019655932542975", String(repeating: "F", count: 40)),
        ]
    )
    func decimal(decimal: String, hex: String) throws {
        #expect(CertificateSerial(decimal: decimal)?.hex == hex)
        #expect(try Samples.serial(hex).decimal == String(decimal.drop { $0 == "0" && decimal.count > 1 }))
    }

    @Test("More than 20 bytes are refused")
    func tooLong() {
        #expect(CertificateSerial(decimal: "1461501637330902918203684832716283019655932542976") == nil)
        #expect(CertificateSerial(decimal: String(repeating: "9", count: 61)) == nil)
    }
}
