import GRDB

/// The database's tables. Migrations are only ever added: a released one stays as it is.
enum Schema {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 sessions, uploads, deliveries") { database in
            try database.create(table: SessionRow.databaseTableName, options: .strict) { table in
                table.primaryKey("token", .text)
                table.column("certificate", .text).notNull()
                table.column("lastUsed", .real).notNull()
            }
            try database.create(table: UploadRow.databaseTableName, options: .strict) { table in
                table.primaryKey("id", .text)
                Self.addFileColumns(to: table)
                table.column("ownerKind", .text).notNull()
                table.column("owner", .text).notNull()
                table.column("beganAt", .real).notNull()
                table.column("touchedAt", .real).notNull()
                table.column("nextIndex", .integer).notNull()
                table.column("highestSeen", .integer).notNull()
                table.column("size", .integer).notNull()
                table.column("latestSize", .integer).notNull()
            }
            try database.create(table: DeliveryRow.databaseTableName, options: .strict) { table in
                table.primaryKey("id", .text)
                Self.addFileColumns(to: table)
                table.column("size", .integer).notNull()
                table.column("submittedAt", .real).notNull()
                table.column("settlesAt", .real).notNull().indexed()
                table.column("outcome", .text).notNull()
                table.column("closingOwnerKind", .text)
                table.column("closingOwner", .text)
                table.column("closingSize", .integer)
            }
        }
        migrator.registerMigration("2 what validation found, and scripted courses") { database in
            try database.alter(table: DeliveryRow.databaseTableName) { table in
                table.add(column: "report", .text)
                table.add(column: "course", .text)
                table.add(column: "place", .text)
            }
            // Nothing was validated before: these stay what they were.
            try database.execute(sql: #"UPDATE delivery SET report = '{"findings":[],"counts":{}}'"#)
        }
        migrator.registerMigration("3 runs") { database in
            try database.create(table: "run", options: .strict) { table in
                table.autoIncrementedPrimaryKey("number")
                table.column("startedAt", .real).notNull()
            }
        }
        migrator.registerMigration("4 whose a session is") { database in
            try database.alter(table: SessionRow.databaseTableName) { table in
                table.add(column: "user", .text).notNull().defaults(to: "")
            }
        }
        migrator.registerMigration("5 deliveries by user") { database in
            try database.create(indexOn: DeliveryRow.databaseTableName, columns: ["user", "submittedAt"])
        }
        migrator.registerMigration("6 when outcomes began, deliveries by file name") { database in
            try database.alter(table: DeliveryRow.databaseTableName) { table in
                table.add(column: "settledAt", .real)
            }
            // Each index holds the row's number too, by which deliveries are listed.
            try database.create(indexOn: DeliveryRow.databaseTableName, columns: ["user"])
            try database.create(indexOn: DeliveryRow.databaseTableName, columns: ["fileName"])
        }
        return migrator
    }()

    private static func addFileColumns(to table: TableDefinition) {
        table.column("user", .text).notNull()
        table.column("organisation", .text).notNull()
        table.column("program", .text).notNull()
        table.column("period", .text).notNull()
        table.column("format", .text).notNull()
        table.column("fileName", .text).notNull()
        table.column("version", .text).notNull()
    }
}
