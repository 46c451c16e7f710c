import Domain
import Foundation
import GRDB
import Pipeline

/// Asks whether a delivery is there, by a statement that stays compiled.
struct DeliveryKey: Encodable, PersistableRecord {
    static let databaseTableName = DeliveryRow.databaseTableName

    let id: String
}

struct DeliveryRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "delivery"

    let id: String
    let user: String
    let organisation: String
    let program: String
    let period: String
    let format: String
    let fileName: String
    let version: String
    let size: Int64
    let submittedAt: Double
    /// When time leads on from the first status; for a scripted delivery that of its submission.
    let settlesAt: Double
    /// The last status that is known; for whoever looks into the database.
    let outcome: String
    /// JSON; absent while the file is being validated.
    let report: String?
    /// JSON, both; of a scripted delivery only.
    let course: String?
    let place: String?
    /// When an outcome that was told began to hold; `settledAt` of ``Pipeline/Delivery``.
    let settledAt: Double?
    let closingOwnerKind: String?
    let closingOwner: String?
    let closingSize: Int64?

    init(_ delivery: Delivery) throws {
        let life = try LifeColumns(delivery)
        let owner = delivery.closing.map { OwnerColumns($0.key.owner) }
        self.id = delivery.id.description
        self.user = delivery.user
        self.organisation = delivery.organisation.digits
        self.program = delivery.program.rawValue
        self.period = delivery.period.text
        self.format = delivery.format.text
        self.fileName = delivery.fileName
        self.version = delivery.version
        self.size = delivery.size
        self.submittedAt = delivery.submittedAt.timeIntervalSince1970
        self.settlesAt = life.settlesAt
        self.outcome = life.outcome
        self.report = life.report
        self.course = life.course
        self.place = life.place
        self.settledAt = delivery.settledAt?.timeIntervalSince1970
        self.closingOwnerKind = owner?.kind
        self.closingOwner = owner?.owner
        self.closingSize = delivery.closing?.size
    }

    func delivery() throws -> Delivery {
        guard let id = DeliveryID(self.id), let organisation = OrganisationNumber(self.organisation),
            let program = StatisticalProgram(rawValue: self.program), let period = ReferencePeriod(self.period)
        else { throw RowError(table: Self.databaseTableName, id: self.id) }
        return Delivery(
            restoring: id,
            user: self.user,
            organisation: organisation,
            program: program,
            period: period,
            format: FileFormatName(self.format),
            fileName: self.fileName,
            version: self.version,
            size: self.size,
            submittedAt: Date(timeIntervalSince1970: self.submittedAt),
            life: try LifeColumns(self).life(of: self.id),
            settledAt: self.settledAt.map { Date(timeIntervalSince1970: $0) },
            closing: try self.closing(organisation: organisation, program: program, period: period)
        )
    }

    private func closing(
        organisation: OrganisationNumber,
        program: StatisticalProgram,
        period: ReferencePeriod
    ) throws -> Delivery.Closing? {
        guard let kind = self.closingOwnerKind, let name = self.closingOwner, let size = self.closingSize else {
            return nil
        }
        guard let owner = OwnerColumns(kind: kind, owner: name).value else {
            throw RowError(table: Self.databaseTableName, id: self.id)
        }
        let key = UploadKey(
            owner: owner,
            organisation: organisation,
            program: program,
            period: period,
            format: FileFormatName(self.format),
            fileName: self.fileName,
            version: self.version
        )
        return Delivery.Closing(key: key, size: size)
    }
}
