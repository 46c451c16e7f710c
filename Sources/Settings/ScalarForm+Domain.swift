import Domain
import YAMLReading

extension ScalarForm<String> {
    /// Also the name of a file, on every system.
    static let userName = ScalarForm.text("1 to 64 of a-z, 0-9 and '-'") { text in
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isLowercase || $0.isDigit || $0 == .hyphen }
    }

    static let organisationName = ScalarForm.text("1 to 200 characters on one line, not only spaces") { text in
        (1...200).contains(text.count) && !text.allSatisfy(\.isWhitespace)
            && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    static let path = ScalarForm.text("the path of a file, on one line", where: Self.isPath)

    @Sendable
    static func isPath(_ text: String) -> Bool {
        (1...4096).contains(text.utf8.count)
            && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    static let password = ScalarForm.text("1 to 64 printable ASCII characters") { text in
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// A part of a path.
    static let version = ScalarForm.text("1 to 32 of A-Z, a-z, 0-9, '.', '_' and '-'") { $0.isPathWord(atMost: 32) }

    /// An XML name without a prefix (Namespaces in XML 1.0, NCName), of the letters that schemas use.
    static let elementName = ScalarForm.text("an XML element's name without a prefix, like Report") { $0.isXMLName }

    static let namespace = ScalarForm.text("an XML namespace's URI, like http://scb.se/gdb/vinn") { text in
        (1...500).contains(text.count)
            && text.allSatisfy { $0.isASCII && !$0.isWhitespace && !"<>\"{}|\\^`".contains($0) }
    }
}

extension ScalarForm<Bool> {
    /// Whoever lets other authorities in says so.
    static let trustForeignCA = ScalarForm(
        "true, which says that certificates of a CA that the emulator did not make are to be trusted; "
            + "to trust none, leave 'client-ca' out"
    ) { $0 == "true" ? true : nil }
}

extension ScalarForm<OrganisationNumber> {
    static let organisationNumber = ScalarForm("10 digits, NNNNNNNNNN or NNNNNN-NNNN") { OrganisationNumber($0) }

    /// - Parameter known: the environment's organisations.
    static func organisation(among known: [OrganisationNumber]) -> ScalarForm {
        // No suggestion: of two numbers that differ in a digit, either may be meant.
        ScalarForm(known.map(\.digits).joined(separator: ", ")) { text in
            OrganisationNumber(text).flatMap { known.contains($0) ? $0 : nil }
        }
    }
}

extension ScalarForm<CertificateSerial> {
    /// A certificate's serial number is positive (RFC 5280, 4.1.2.2).
    static let serial = ScalarForm("1 to 40 hexadecimal digits, not all zero; colons and spaces between them") { text in
        CertificateSerial(text).flatMap { $0.hex == "0" ? nil : $0 }
    }
}

extension ScalarForm<StatisticalProgram> {
    static let program = ScalarForm.word(StatisticalProgram.allCases.map(\.rawValue)) {
        StatisticalProgram(caseInsensitive: $0)
    }
}

extension ScalarForm<FileFormatName> {
    static let formatName = ScalarForm("1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'") { text in
        text.isPathWord(atMost: 64) ? FileFormatName(text) : nil
    }

    /// - Parameter registered: the program's formats. The answer is spelt as they are.
    static func format(among registered: [FileFormatName]) -> ScalarForm {
        .word(registered.map(\.text)) { text in
            registered.first { $0 == FileFormatName(text) }
        }
    }
}

extension String {
    /// A client writes it into a path, so it needs no percent-encoding.
    fileprivate func isPathWord(atMost limit: Int) -> Bool {
        (1...limit).contains(self.utf8.count)
            && self.utf8.allSatisfy {
                $0.isLowercase || $0.isUppercase || $0.isDigit || $0 == .hyphen || $0 == .underscore || $0 == .dot
            }
    }
}

extension UInt8 {
    fileprivate static let hyphen = UInt8(ascii: "-")
    fileprivate static let underscore = UInt8(ascii: "_")
    fileprivate static let dot = UInt8(ascii: ".")

    fileprivate var isLowercase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    fileprivate var isUppercase: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
