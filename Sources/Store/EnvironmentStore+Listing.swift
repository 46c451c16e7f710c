import Domain
import Foundation
import GRDB
public import Pipeline

extension EnvironmentStore {
    public func deliveries(_ query: DeliveryQuery, after: Int64, limit: Int) throws -> [PlacedDelivery] {
        try self.writer.read { database in
            let request = DeliveryRow.filter(query.condition && Column.rowID > after).order(Column.rowID).limit(limit)
            return try PlacedRow.fetchAll(database, request.select([AllColumns(), Column.rowID.forKey("rowNumber")]))
                .map { PlacedDelivery(place: $0.place, delivery: try $0.row.delivery()) }
        }
    }
}

private struct PlacedRow: FetchableRecord {
    let place: Int64
    let row: DeliveryRow

    init(row: Row) throws {
        self.place = row["rowNumber"]
        self.row = try DeliveryRow(row: row)
    }
}

extension DeliveryQuery {
    fileprivate var condition: any SQLExpressible & SQLSpecificExpressible {
        var parts: [SQLExpression] = [self.whose]
        if let program { parts.append(Column("program") == program.rawValue) }
        if let organisation { parts.append(Column("organisation") == organisation.digits) }
        if let period { parts.append(Column("period") == period.text) }
        if let fileName { parts.append(Column("fileName") == fileName) }
        // Case carries no meaning in a format's name.
        if let format { parts.append(Column("format").collating(.nocase) == format.text) }
        if let status, status.isFinal {
            // Of the others, time decides: a scripted delivery's outcome is only its last known one.
            parts.append(Column("outcome") == status.rawValue || Column("course") != nil)
        }
        return parts.joined(operator: .and)
    }

    private var whose: SQLExpression {
        switch self.users {
        case .one(let name): Column("user") == name
        case .outsideSandboxes: !Column("user").like("\(SandboxName.prefix)%")
        }
    }
}
