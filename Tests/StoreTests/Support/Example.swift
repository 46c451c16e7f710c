import Domain
import Foundation
import Pipeline
import Testing

/// A folder that goes with the last reference.
final class TemporaryFolder {
    let path: String

    init() throws {
        self.path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: self.path)
    }

    var database: String { "\(self.path)/m2m.sqlite" }
}

/// Rows in which no two columns hold the same.
enum Example {
    static let now = Date(timeIntervalSince1970: 1_800_000_000.125)

    static func key(_ owner: UploadOwner = .session(token: "token")) throws -> UploadKey {
        UploadKey(
            owner: owner,
            organisation: try #require(OrganisationNumber("2021000837")),
            program: .krita,
            period: try #require(ReferencePeriod("2024-02-29")),
            format: FileFormatName("Krita_Monthly"),
            fileName: "Kredit 'å' \"1\"; DROP TABLE upload; 😀\u{0301}.xml",
            version: "2.0-Beta"
        )
    }

    static func upload(
        _ id: DeliveryID = DeliveryID(UUID()),
        owner: UploadOwner = .session(token: "token"),
        next: Int = 3
    ) throws -> Upload {
        Upload(
            id: id,
            key: try self.key(owner),
            user: "bank",
            beganAt: self.now,
            touchedAt: self.now.addingTimeInterval(0.5),
            nextIndex: next,
            highestSeen: 2_147_483_647,
            size: 5_000_000_000,
            latestSize: next == 0 ? 0 : 9_216_000
        )
    }

    static let report = ValidationReport(
        findings: [
            Finding(
                rule: "xsd",
                severity: .critical,
                line: 2,
                column: 185,
                message: BilingualText(sv: "Elementet är okänt.", en: "The element is not known.")
            )
        ],
        counts: [.critical: 7, .warning: 1]
    )

    /// One of each kind, the first two open for as long as nothing happens.
    static let lives: [DeliveryLife] = {
        let settlesAt = Example.now.addingTimeInterval(2)
        let course = DeliveryCourse([
            .init(.queued, leaving: .after(.seconds(0.125))), .init(.processing, leaving: .polls(2)),
            .init(.readIn, leaving: .byHand), .init(.systemFault, findings: Example.report.findings),
        ])
        var polled = CoursePlace(start: Example.now, in: course)
        polled = polled.advanced(to: settlesAt, in: course)
        _ = polled.poll(at: settlesAt, in: course)
        return [
            .validated(settlesAt: settlesAt, report: nil),
            .scripted(course, CoursePlace(start: Example.now, in: course)),
            .scripted(course, polled), .validated(settlesAt: settlesAt, report: .empty),
            .validated(settlesAt: settlesAt, report: Example.report),
        ]
    }()

    static func delivery(
        _ id: DeliveryID = DeliveryID(UUID()),
        life: DeliveryLife? = nil,
        settlesIn seconds: Double = 2,
        closedBy owner: UploadOwner? = .session(token: "token")
    ) throws -> Delivery {
        let key = try self.key()
        return Delivery(
            restoring: id,
            user: "bank",
            organisation: key.organisation,
            program: key.program,
            period: key.period,
            format: key.format,
            fileName: key.fileName,
            version: key.version,
            size: 5_000_000_001,
            submittedAt: self.now.addingTimeInterval(0.25),
            life: life ?? .validated(settlesAt: self.now.addingTimeInterval(seconds), report: .empty),
            closing: try owner.map { Delivery.Closing(key: try self.key($0), size: 7) }
        )
    }
}
