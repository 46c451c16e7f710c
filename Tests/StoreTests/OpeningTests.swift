import Domain
import Foundation
import GRDB
import Pipeline
import Testing

@testable import Store

@Suite("Opening the data folder")
struct OpeningTests {
    let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    private func refusal() -> String? {
        #expect(throws: StoreError.self) { try EnvironmentStore(folder: self.folder.path) }?.description
    }

    private func change(_ sql: String, _ arguments: StatementArguments = []) throws {
        try DatabaseQueue(path: self.folder.database).write { try $0.execute(sql: sql, arguments: arguments) }
    }

    @Test("A folder that is not there is made, for its owner only")
    func made() throws {
        let path = "\(self.folder.path)/deep/er"
        _ = try EnvironmentStore(folder: path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        #expect(FileManager.default.fileExists(atPath: "\(path)/m2m.sqlite"))
    }

    @Test("Opened again and again, the database is the same")
    func again() throws {
        let delivery = try Example.delivery()
        try EnvironmentStore(folder: self.folder.path).commit(delivery)
        let schema = try self.schema()
        for _ in 0..<3 { #expect(try EnvironmentStore(folder: self.folder.path).delivery(delivery.id) == delivery) }
        #expect(try self.schema() == schema)
        #expect(schema.count >= 3)
    }

    @Test("A session that an older emulator kept is nobody's by name, and is kept on")
    func olderSessions() throws {
        _ = try EnvironmentStore(folder: self.folder.path)
        try self.change("ALTER TABLE session DROP COLUMN user")
        try self.change("DELETE FROM grdb_migrations WHERE identifier LIKE '4 %'")
        try self.change("INSERT INTO session VALUES ('t', 'c', 5)")
        let sessions = try EnvironmentStore(folder: self.folder.path).restore(now: .distantPast).sessions
        #expect(
            sessions == [Session(token: "t", certificate: "c", user: "", lastUsed: Date(timeIntervalSince1970: 5))]
        )
    }

    private func schema() throws -> [String] {
        try DatabaseQueue(path: self.folder.database).read {
            try String.fetchAll($0, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
                + String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations ORDER BY identifier")
        }
    }

    @Test("A folder in use is refused, and free again when its user is gone")
    func inUse() throws {
        withExtendedLifetime(try EnvironmentStore(folder: self.folder.path)) {
            for _ in 0..<2 {
                #expect(
                    self.refusal()
                        == "The data folder '\(self.folder.path)' is in use by another emulator (process \(getpid())). "
                        + "Stop that one, or start this one with another --data folder or with --ephemeral."
                )
            }
        }
        #expect(throws: Never.self) { try EnvironmentStore(folder: self.folder.path) }
    }

    @Test("A folder that cannot be locked is refused with the system's words")
    func cannotLock() throws {
        let lock = "\(self.folder.path)/lock"
        try FileManager.default.createDirectory(atPath: lock, withIntermediateDirectories: false)
        #expect(
            self.refusal()
                == "The data folder '\(self.folder.path)' cannot be locked: Is a directory. Check its permissions."
        )
    }

    @Test("A newer emulator's database is refused, left as it is, and not held")
    func future() throws {
        _ = try EnvironmentStore(folder: self.folder.path)
        try self.change("INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future')")
        let before = try self.schema()
        // Twice: a refused folder must not stay locked.
        for _ in 0..<2 {
            #expect(
                self.refusal()
                    == "The database in '\(self.folder.path)' was written by a newer emulator. Use that one, or "
                    + "another --data folder."
            )
        }
        #expect(try self.schema() == before)
    }

    @Test("A file that is no database is a failure, not a new database")
    func noDatabase() throws {
        try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: self.folder.database))
        #expect(throws: DatabaseError.self) { try EnvironmentStore(folder: self.folder.path) }
        #expect(FileManager.default.contents(atPath: self.folder.database)?.first == 0x41)
    }

    // MARK: Damage

    @Test(
        "An upload's row that says what no emulator wrote is named",
        arguments: [
            ("organisation", "12"), ("program", "VIN"), ("period", "2026-02-30"), ("ownerKind", "nobody"),
            ("id", "not a GUID"),
        ]
    )
    func damagedUpload(column: String, value: String) throws {
        let upload = try Example.upload()
        try EnvironmentStore(folder: self.folder.path).syncUpload(upload.id) { upload }
        try self.change("UPDATE upload SET \(column) = ?", [value])
        let store = try EnvironmentStore(folder: self.folder.path)
        let error = #expect(throws: RowError.self) { try store.restore(now: Example.now) }
        let id = column == "id" ? value : upload.id.description
        #expect(
            error?.description
                == "the row '\(id)' of the table 'upload' cannot be understood; remove the data folder to begin anew"
        )
    }

    @Test(
        "A delivery's row that says what no emulator wrote is named, at start and in history",
        arguments: [
            ("organisation", "12"), ("program", "VIN"), ("period", "2026-02-30"), ("report", "lost"),
            ("closingOwnerKind", "nobody"),
        ]
    )
    func damagedDelivery(column: String, value: String) throws {
        let delivery = try Example.delivery()
        try EnvironmentStore(folder: self.folder.path).commit(delivery)
        try self.change("UPDATE delivery SET \(column) = ?", [value])
        let store = try EnvironmentStore(folder: self.folder.path)
        let errors = [
            #expect(throws: RowError.self) { try store.restore(now: Example.now) },
            #expect(throws: RowError.self) { try store.delivery(delivery.id) },
        ]
        for error in errors {
            #expect(
                error?.description
                    == "the row '\(delivery.id)' of the table 'delivery' cannot be understood; remove the data folder "
                    + "to begin anew"
            )
        }
    }

    // Without strict tables SQLite keeps text in a column of integers; read as 0 it would make a fragment count of
    // nothing.
    @Test("A column of the wrong type cannot be written")
    func wrongType() throws {
        let upload = try Example.upload()
        try EnvironmentStore(folder: self.folder.path).syncUpload(upload.id) { upload }
        #expect(throws: (any Error).self) { try self.change("UPDATE upload SET nextIndex = 'three'") }
    }
}
