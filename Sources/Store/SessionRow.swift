import Foundation
import GRDB
import Pipeline

struct SessionRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "session"

    let token: String
    let certificate: String
    let user: String
    /// Seconds since 1970, as every time in this database.
    let lastUsed: Double

    init(_ session: Session) {
        self.token = session.token
        self.certificate = session.certificate
        self.user = session.user
        self.lastUsed = session.lastUsed.timeIntervalSince1970
    }

    var session: Session {
        Session(
            token: self.token,
            certificate: self.certificate,
            user: self.user,
            lastUsed: Date(timeIntervalSince1970: self.lastUsed)
        )
    }
}
