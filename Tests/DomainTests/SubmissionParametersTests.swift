import Domain
import Testing

@Suite("The parameters of an upload")
struct SubmissionParametersTests {
    static let catalogue = FormatCatalogue([
        FileFormat(
            name: FileFormatName("V40"),
            program: .vinn,
            rootElement: "Report",
            namespace: "http://scb.se/gdb/vinn",
            versions: ["1.0", "1.1", "2.0-Beta"]
        ),
        FileFormat(name: FileFormatName("V10"), program: .vinn, rootElement: nil, namespace: nil, versions: []),
        FileFormat(
            name: FileFormatName("Krita_Monthly"),
            program: .krita,
            rootElement: nil,
            namespace: nil,
            versions: ["1"]
        ),
    ])

    static let right = RawSubmission(
        fragment: "0",
        organisationNumber: "2021000837",
        statisticalProgram: "VINN",
        referencePeriod: "2026-09-30",
        fileFormat: "V40",
        fileName: "holdings.xml",
        version: ""
    )

    private func read(
        _ raw: RawSubmission,
        unicodeMinus: Tolerance = .refuse,
        checkDigit: Tolerance = .accept
    ) throws(Problem) -> SubmissionParameters {
        try SubmissionParameters(raw, catalogue: Self.catalogue, unicodeMinus: unicodeMinus, checkDigit: checkDigit)
    }

    private func right(_ change: (inout RawSubmission) -> Void) -> RawSubmission {
        var raw = Self.right
        change(&raw)
        return raw
    }

    @Test("Right words are read, and nothing is noted")
    func allRight() throws {
        let parameters = try self.read(Self.right)
        #expect(parameters.fragment == .numbered(0))
        #expect(parameters.organisation.digits == "2021000837")
        #expect(parameters.program == .vinn)
        #expect(parameters.period.text == "2026-09-30")
        #expect(parameters.format == Self.catalogue.formats[0])
        #expect(parameters.fileName == "holdings.xml")
        #expect(parameters.deviations == [])
    }

    static let mistakes: [(word: any WritableKeyPath<RawSubmission, String> & Sendable, wrong: String, code: String)] =
        [
            (\.fragment, "-2", "fragment-invalid"),
            (\.organisationNumber, "202100083", "organisation-number-invalid"),
            (\.statisticalProgram, "VIN", "statistical-program-unknown"),
            (\.referencePeriod, "2026-02-30", "reference-period-invalid"),
            (\.fileFormat, "V41", "file-format-unknown"),
            (\.fileName, "", "file-name-invalid"),
            (\.version, "9", "version-unknown"),
        ]

    @Test("Of several wrong parameters the first in the path is named", arguments: mistakes.indices)
    func firstMistake(first: Int) {
        var raw = Self.right
        for mistake in Self.mistakes[first...] { raw[keyPath: mistake.word] = mistake.wrong }
        let problem = #expect(throws: Problem.self) { try self.read(raw) }
        #expect(problem?.code == Self.mistakes[first].code)
        #expect(problem?.status == 400)
    }

    @Test(
        "A blank version means the newest, a registered one itself in any case",
        arguments: [
            ("V40", "", "2.0-Beta"), ("V40", "1.0", "1.0"), ("V40", "2.0-beta", "2.0-Beta"), ("V10", "", ""),
        ]
    )
    func version(format: String, given: String, meant: String) throws {
        let raw = self.right {
            $0.fileFormat = format
            $0.version = given
        }
        #expect(try self.read(raw).version == meant)
    }

    @Test("A version that is not registered is refused", arguments: [("V40", "1"), ("V40", "1.2"), ("V10", "1.0")])
    func unknownVersion(format: String, version: String) {
        let raw = self.right {
            $0.fileFormat = format
            $0.version = version
        }
        #expect(#expect(throws: Problem.self) { try self.read(raw) }?.code == "version-unknown")
    }

    @Test(
        "Program and format are known in any case",
        arguments: [("vinn", "v40", "V40"), ("Krita", "KRITA_MONTHLY", "Krita_Monthly")]
    )
    func anyCase(program: String, format: String, name: String) throws {
        let raw = self.right {
            $0.statisticalProgram = program
            $0.fileFormat = format
        }
        #expect(try self.read(raw).format.name.text == name)
    }

    @Test("A format of the other program is not known", arguments: [("VINN", "Krita_Monthly"), ("KRITA", "V40")])
    func otherProgramsFormat(program: String, format: String) {
        let raw = self.right {
            $0.statisticalProgram = program
            $0.fileFormat = format
        }
        #expect(#expect(throws: Problem.self) { try self.read(raw) }?.code == "file-format-unknown")
    }

    @Test(
        "A file name is 1 to 255 characters, of any script, and never a path",
        arguments: [
            "a", "å.xml", "..", "../../etc/passwd", "C:\\x.xml", "a b.xml", "😀", String(repeating: "ö", count: 255),
        ]
    )
    func fileName(name: String) throws {
        #expect(try self.read(self.right { $0.fileName = name }).fileName == name)
    }

    @Test(
        "A file name that is too long, or has control characters, is refused",
        arguments: [String(repeating: "a", count: 256), "a\nb", "a\u{0}", "\u{1B}[2J", "a\u{85}b", "\t"]
    )
    func badFileName(name: String) {
        let problem = #expect(throws: Problem.self) { try self.read(self.right { $0.fileName = name }) }
        #expect(problem?.code == "file-name-invalid")
    }

    @Test(
        "A wrong check digit is noted, unless the settings refuse it: then it has its own code, and the hyphen is gone"
    )
    func checkDigit() throws {
        let deviations = try self.read(self.right { $0.organisationNumber = "202100-0838" }).deviations
        #expect(deviations.map(\.code) == ["organisation-check-digit"])
        #expect(
            deviations.first?.message
                == "the last digit of organisation number 2021000838 is not its check digit"
        )
        let problem = #expect(throws: Problem.self) {
            try self.read(self.right { $0.organisationNumber = "202100-0838" }, checkDigit: .refuse)
        }
        #expect(problem?.code == "organisation-check-digit-wrong")
        #expect(problem?.detail.contains("'2021000838'") == true)
        #expect(
            try self.read(self.right { $0.organisationNumber = "202100-0837" }, checkDigit: .refuse).deviations == []
        )
    }

    @Test("The Swedish minus is refused with its own code, unless the settings take it: then it is noted")
    func unicodeMinus() throws {
        let raw = self.right { $0.fragment = "\u{2212}1" }
        let problem = #expect(throws: Problem.self) { try self.read(raw) }
        #expect(problem?.code == "fragment-unicode-minus")
        let parameters = try self.read(raw, unicodeMinus: .accept)
        #expect(parameters.fragment == .closing)
        #expect(parameters.deviations.map(\.code) == ["unicode-minus"])
        #expect(
            parameters.deviations.first?.message
                == "the fragment index was written with U+2212 and taken as -1; SCB may refuse it"
        )
    }

    @Test(
        "The Swedish minus helps no index that is wrong in itself",
        arguments: ["\u{2212}2", "\u{2212}", "1\u{2212}"]
    )
    func unicodeMinusWrong(fragment: String) {
        let raw = self.right { $0.fragment = fragment }
        let problem = #expect(throws: Problem.self) { try self.read(raw, unicodeMinus: .accept) }
        #expect(problem?.code == "fragment-invalid")
    }
}
