import Domain
import Testing

/// One row of the protocol's table of statuses.
private struct StatusRow: CustomTestStringConvertible {
    let status: DeliveryStatus
    let progressStatus: Int
    let text: String
    let fileWasUploaded: Bool
    let successors: Set<DeliveryStatus>

    var testDescription: String { self.text }
}

@Suite("A delivery's status")
struct DeliveryStatusTests {
    private static let ends: Set<DeliveryStatus> = [.systemFault, .readIn, .stopped, .readInWithErrors]

    private static let table = [
        StatusRow(
            status: .queued,
            progressStatus: 0,
            text: "Ej Påbörjad",
            fileWasUploaded: false,
            successors: [.processing]
        ),
        StatusRow(
            status: .processing,
            progressStatus: 1,
            text: "Bearbetar",
            fileWasUploaded: false,
            successors: Self.ends
        ),
        StatusRow(status: .systemFault, progressStatus: 2, text: "Systemfel", fileWasUploaded: false, successors: []),
        StatusRow(status: .readIn, progressStatus: 3, text: "Inläst", fileWasUploaded: true, successors: []),
        StatusRow(status: .stopped, progressStatus: 2, text: "Ej Inläst", fileWasUploaded: false, successors: []),
        StatusRow(
            status: .readInWithErrors,
            progressStatus: 2,
            text: "Inläst med fel",
            fileWasUploaded: true,
            successors: []
        ),
    ]

    @Test("Each status has SCB's number and words, and what may follow it is the protocol's", arguments: Self.table)
    private func row(row: StatusRow) {
        #expect(row.status.progressStatus == row.progressStatus)
        #expect(row.status.text == row.text)
        #expect(row.status.fileWasUploaded == row.fileWasUploaded)
        #expect(row.status.isFinal == (row.progressStatus > 1))
        #expect(row.status.successors(in: .krita) == row.successors)
        // "Inläst med fel" is KRITA's alone: a VINN file with any finding is stopped.
        #expect(row.status.successors(in: .vinn) == row.successors.subtracting([.readInWithErrors]))
    }

    @Test("The table leaves no status out")
    func whole() {
        #expect(Set(Self.table.map(\.status)) == Set(DeliveryStatus.allCases))
        #expect(Self.table.count == DeliveryStatus.allCases.count)
    }
}
