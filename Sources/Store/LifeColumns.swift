import Domain
import Foundation
import Pipeline

/// What a delivery's status depends on, in the columns of its row.
struct LifeColumns {
    let settlesAt: Double
    let outcome: String
    let report: String?
    let course: String?
    let place: String?

    init(_ row: DeliveryRow) {
        self.settlesAt = row.settlesAt
        self.outcome = row.outcome
        self.report = row.report
        self.course = row.course
        self.place = row.place
    }

    init(_ delivery: Delivery) throws {
        switch delivery.life {
        case .validated(let settlesAt, let report):
            self.settlesAt = settlesAt.timeIntervalSince1970
            self.outcome = delivery.status(at: settlesAt).rawValue
            self.report = try report.map(Self.json)
            self.course = nil
            self.place = nil
        case .scripted(let course, let place):
            self.settlesAt = delivery.submittedAt.timeIntervalSince1970
            self.outcome = course.steps[place.step].status.rawValue
            self.report = nil
            self.course = try Self.json(course)
            self.place = try Self.json(place)
        }
    }

    /// - Throws: ``RowError`` when a column holds what no emulator writes.
    func life(of id: String) throws -> DeliveryLife {
        guard let course else {
            let report = try self.report.map { try Self.value(ValidationReport.self, $0, id) }
            return .validated(settlesAt: Date(timeIntervalSince1970: self.settlesAt), report: report)
        }
        guard let place else { throw RowError(table: DeliveryRow.databaseTableName, id: id) }
        let steps = try Self.value(DeliveryCourse.self, course, id)
        let reached = try Self.value(CoursePlace.self, place, id)
        guard steps.steps.indices.contains(reached.step) else {
            throw RowError(table: DeliveryRow.databaseTableName, id: id)
        }
        return .scripted(steps, reached)
    }

    private static func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    private static func value<Value: Decodable>(_ type: Value.Type, _ json: String, _ id: String) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(json.utf8))
        } catch {
            throw RowError(table: DeliveryRow.databaseTableName, id: id)
        }
    }
}
