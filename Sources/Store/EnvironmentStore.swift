public import Domain
public import Foundation
import GRDB
public import Pipeline

/// The database of one environment: `m2m.sqlite` in its folder, in SQLite's write-ahead mode.
///
/// A transaction that returns has left the process: it survives `kill -9`, though not a loss of power, since nothing
/// is flushed to the disk for each. All calls block; any thread may make them.
public struct EnvironmentStore: PipelineStore {
    let writer: DatabasePool
    private let lock: DataLock
    private let folder: String

    /// Opens the database, or makes it.
    ///
    /// - Parameter folder: the environment's own folder; made, for its owner only, if it is not there.
    /// - Throws: ``StoreError`` when another process uses the folder or a newer emulator wrote it; otherwise SQLite's
    ///   failure.
    public init(folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        self.folder = folder
        self.lock = try DataLock(folder: folder)
        var configuration = Configuration()
        configuration.maximumReaderCount = 4
        // Somebody may look into the database with a tool of their own.
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        self.writer = try DatabasePool(path: "\(folder)/m2m.sqlite", configuration: configuration)
        guard try self.writer.read({ try !Schema.migrator.hasBeenSuperseded($0) }) else {
            throw StoreError.fromTheFuture(folder)
        }
        try Schema.migrator.migrate(self.writer)
    }

    private func write(_ transaction: (Database) throws -> Void) throws {
        do {
            try self.writer.write(transaction)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            throw Problem.diskFull(folder: self.folder)
        }
    }

    /// Counts the processes that have worked on the folder, so that each can give names that no other gave. Blocking.
    ///
    /// - Returns: the number of this one, from 1.
    public func beginRun(now: Date) throws -> Int {
        var number = 0
        try self.write { database in
            try database.execute(literal: "INSERT INTO run (startedAt) VALUES (\(now.timeIntervalSince1970))")
            number = Int(database.lastInsertedRowID)
        }
        return number
    }

    public func restore(now: Date) throws -> RestoredState {
        try self.writer.read { database in
            let uploads = try UploadRow.fetchAll(database).map { try $0.upload() }
            let delivered = try DeliveryRow.select(Column("id"), as: String.self).fetchAll(database)
            return RestoredState(
                sessions: try SessionRow.fetchAll(database).map(\.session),
                uploads: uploads,
                open: try Self.openDeliveries(database, at: now),
                knownFiles: Set(uploads.map(\.id) + delivered.compactMap { DeliveryID($0) })
            )
        }
    }

    public func syncUpload(_ id: DeliveryID, current: @Sendable @escaping () -> Upload?) throws {
        try self.write { database in
            // An upload whose delivery is committed is over, although the memory may not have heard of it yet.
            if let upload = current(), try !DeliveryKey(id: id.description).exists(database) {
                try UploadRow(upload).insert(database)
            } else {
                try UploadRow.deleteOne(database, key: id.description)
            }
        }
    }

    public func commit(_ delivery: Delivery, isWanted: @Sendable () -> Bool) throws -> Bool {
        var isKept = false
        try self.write { database in
            isKept = isWanted()
            if isKept { try DeliveryRow(delivery).insert(database) }
            try UploadRow.deleteOne(database, key: delivery.id.description)
        }
        return isKept
    }

    public func users() throws -> Set<String> {
        try self.writer.read { database in
            let delivered = try DeliveryRow.select(Column("user"), as: String.self).distinct().fetchSet(database)
            return try delivered.union(UploadRow.select(Column("user"), as: String.self).distinct().fetchSet(database))
        }
    }

    public func removeAll(of user: String) throws -> [DeliveryID] {
        var ids: [String] = []
        try self.write { database in
            ids = try DeliveryRow.filter(Column("user") == user).select(Column("id"), as: String.self).fetchAll(
                database
            )
            ids += try UploadRow.filter(Column("user") == user).select(Column("id"), as: String.self).fetchAll(database)
            try DeliveryRow.filter(Column("user") == user).deleteAll(database)
            try UploadRow.filter(Column("user") == user).deleteAll(database)
        }
        return ids.compactMap { DeliveryID($0) }
    }

    public func change<Value>(_ id: DeliveryID, _ change: (inout Delivery) throws -> Value) throws -> Value? {
        var value: Value?
        try self.write { database in
            guard var delivery = try DeliveryRow.fetchOne(database, key: id.description)?.delivery() else { return }
            let former = delivery.life
            value = try change(&delivery)
            if delivery.life != former { try DeliveryRow(delivery).update(database) }
        }
        return value
    }

    public func delivery(_ id: DeliveryID) throws -> Delivery? {
        try self.writer.read { database in
            try DeliveryRow.fetchOne(database, key: id.description)?.delivery()
        }
    }

    public func openDeliveries(at now: Date) throws -> [Delivery] {
        try self.writer.read { try Self.openDeliveries($0, at: now) }
    }

    private static func openDeliveries(_ database: Database, at now: Date) throws -> [Delivery] {
        let mayBeOpen =
            Column("settlesAt") > now.timeIntervalSince1970 || Column("report") == nil || Column("course") != nil
        return try DeliveryRow.filter(mayBeOpen).fetchAll(database).map { try $0.delivery() }
            .filter { $0.isOpen(at: now) }
    }

    public func saveSessions(_ sessions: [Session], ended: [Session]) throws {
        try self.write { database in
            for session in sessions { try SessionRow(session).upsert(database) }
            for session in ended { try SessionRow.deleteOne(database, key: session.token) }
        }
    }
}
