/// A row says something that no emulator wrote: the database was changed by hand or is damaged.
struct RowError: Error, CustomStringConvertible {
    let table: String
    let id: String

    var description: String {
        "the row '\(self.id)' of the table '\(self.table)' cannot be understood; remove the data folder to begin anew"
    }
}
