import Domain

/// The findings that are neither the schema's nor a rule's.
extension Finding {
    static func notWellFormed(_ message: String, line: Int, column: Int) -> Finding {
        Finding(
            rule: "xml",
            severity: .critical,
            line: line,
            column: column,
            message: BilingualText(
                sv: "Filen är inte välformad XML; resten är inte validerad: \(message).",
                en: "The file is not well-formed XML; the rest is not validated: \(message)."
            )
        )
    }

    static func memoryBudget(_ bytes: Int, line: Int, column: Int) -> Finding {
        let size = "\(bytes >> 20) MiB"
        return Finding(
            rule: "memory-budget",
            severity: .critical,
            line: line,
            column: column,
            message: BilingualText(
                sv: "Valideringen av filen behöver mer än \(size) minne; resten är inte validerad.",
                en: "Validating the file needs more than \(size) of memory; the rest is not validated."
            )
        )
    }
}
