import Domain
import YAMLReading

extension ScalarForm<String> {
    static let name = ScalarForm.text("1 to 64 of a-z, 0-9 and '-'") { text in
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    static let description = ScalarForm.text("a text of at most 2000 characters") { $0.count <= 2000 }

    /// A version of a schema, or the id of a rule.
    static let word = ScalarForm.text("1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'") { $0.isWord }

    static let message = ScalarForm.text("1 to 500 characters on one line") { text in
        (1...500).contains(text.count) && !text.hasControlCharacters
    }

    /// As Problem.Kind has it.
    static let problemCode = ScalarForm.text("1 to 64 of a-z and '-', like file-empty") { text in
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
    }

    /// A token (RFC 9110, 5.6.2) that says nothing of how the message is framed or what its body is.
    static let headerName = ScalarForm.text(
        "a header field's name, but not Connection, Content-Length, Content-Type (see content-type) or "
            + "Transfer-Encoding"
    ) { text in
        let own = ["connection", "content-length", "content-type", "transfer-encoding"]
        return (1...100).contains(text.utf8.count) && !own.contains(text.lowercased())
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"(),/:;<=>?@[\\]{}".utf8.contains($0) }
    }

    static let headerValue = ScalarForm.text("1 to 1000 printable ASCII characters") { text in
        (1...1000).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    static let body = ScalarForm.text("a text of at most 64 KiB") { $0.utf8.count <= 64 << 10 }
}

extension ScalarForm<Seed> {
    static let seed = ScalarForm("1 to 16 hexadecimal digits") { Seed($0) }
}

extension ScalarForm<OrganisationNumber> {
    static let organisationNumber = ScalarForm("10 digits, NNNNNNNNNN or NNNNNN-NNNN") { OrganisationNumber($0) }
}

extension ScalarForm<StatisticalProgram> {
    static let program = ScalarForm.word(StatisticalProgram.allCases.map(\.rawValue)) {
        StatisticalProgram(caseInsensitive: $0)
    }
}

extension ScalarForm<FileFormatName> {
    static let formatName = ScalarForm("1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'") { text in
        text.isWord ? FileFormatName(text) : nil
    }
}

extension ScalarForm<ReferencePeriod> {
    static let period = ScalarForm("a date that exists, as YYYY-MM-DD") { ReferencePeriod($0) }
}

extension ScalarForm<FileNamePattern> {
    static let fileNamePattern = ScalarForm("1 to 255 characters, where * stands for any and ? for one") { text in
        (1...255).contains(text.unicodeScalars.count) && !text.hasControlCharacters ? FileNamePattern(text) : nil
    }
}

extension ScalarForm<Int?> {
    /// `nil` for no limit.
    static let faultsInARow = ScalarForm("a whole number from 1 to 1000, or unlimited", words: ["unlimited"]) { text in
        if text == "unlimited" { return .some(nil) }
        guard let number = Int(digits: text), (1...1000).contains(number) else { return nil }
        return .some(number)
    }
}

extension ScalarForm<DeliveryStatus> {
    /// The emulator's word, or SCB's without regard to case.
    static let state = ScalarForm(
        DeliveryStatus.scenarioWords.map(\.word).joined(separator: ", ") + ", or SCB's own word",
        words: DeliveryStatus.scenarioWords.map(\.word) + DeliveryStatus.allCases.map(\.text)
    ) { text in
        DeliveryStatus.scenarioWords.first { $0.word == text }?.status
            ?? DeliveryStatus.allCases.first { $0.text.lowercased() == text.lowercased() }
    }
}

extension ScalarForm<FindingSeverity> {
    /// In lower case, as every word of a scenario.
    static let scenarioSeverity = ScalarForm.word(FindingSeverity.allCases.map(\.scenarioWord)) { text in
        FindingSeverity.allCases.first { $0.scenarioWord == text }
    }
}

extension FindingSeverity {
    var scenarioWord: String { self.rawValue.lowercased() }
}

extension ScalarForm<Share> {
    static let share = ScalarForm("a percentage from 0.0001% to 100%, of at most four decimals") { text in
        guard text.last == "%" else { return nil }
        let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.count == 1 || (1...4).contains(parts[1].utf8.count),
            let whole = Int(digits: parts[0])
        else { return nil }
        let decimals = parts.count == 1 ? "" : String(parts[1])
        guard let fraction = Int(digits: decimals + String(repeating: "0", count: 4 - decimals.utf8.count)),
            whole <= 100, (1...1_000_000).contains(whole * 10_000 + fraction)
        else { return nil }
        return Share(perMillion: whole * 10_000 + fraction)
    }
}

extension ScalarForm<Bool> {
    /// What is not there is not done by hand.
    static let byHand = ScalarForm("true") { $0 == "true" ? true : nil }
}

extension DeliveryStatus {
    /// The states in the words of a scenario, in the order of SCB's numbers.
    static let scenarioWords: [(word: String, status: DeliveryStatus)] = [
        ("not-started", .queued), ("processing", .processing), ("read", .readIn),
        ("read-with-errors", .readInWithErrors), ("not-read", .stopped), ("system-fault", .systemFault),
    ]

    var scenarioWord: String { Self.scenarioWords.first { $0.status == self }?.word ?? self.text }
}

extension Int {
    /// Of ASCII digits alone: no sign.
    init?(digits text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.init(text)
    }
}

extension String {
    var hasControlCharacters: Bool { self.unicodeScalars.contains { $0.properties.generalCategory == .control } }

    fileprivate var isWord: Bool {
        (1...64).contains(self.utf8.count)
            && self.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
                    || "._-".utf8.contains(byte)
            }
    }
}
