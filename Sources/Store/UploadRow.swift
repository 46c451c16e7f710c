import Domain
import Foundation
import GRDB
import Pipeline

/// Written twice a fragment, so it encodes itself: GRDB's encoding by Codable takes longer than SQLite's writing.
struct UploadRow: Decodable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "upload"
    /// A row that is there gives way to the later state.
    static let persistenceConflictPolicy = PersistenceConflictPolicy(insert: .replace)

    let id: String
    let user: String
    let organisation: String
    let program: String
    let period: String
    let format: String
    let fileName: String
    let version: String
    let ownerKind: String
    let owner: String
    let beganAt: Double
    let touchedAt: Double
    let nextIndex: Int
    let highestSeen: Int
    let size: Int64
    let latestSize: Int64

    init(_ upload: Upload) {
        let key = upload.key
        let owner = OwnerColumns(key.owner)
        self.id = upload.id.description
        self.user = upload.user
        self.organisation = key.organisation.digits
        self.program = key.program.rawValue
        self.period = key.period.text
        self.format = key.format.text
        self.fileName = key.fileName
        self.version = key.version
        self.ownerKind = owner.kind
        self.owner = owner.owner
        self.beganAt = upload.beganAt.timeIntervalSince1970
        self.touchedAt = upload.touchedAt.timeIntervalSince1970
        self.nextIndex = upload.nextIndex
        self.highestSeen = upload.highestSeen
        self.size = upload.size
        self.latestSize = upload.latestSize
    }

    func encode(to container: inout PersistenceContainer) {
        container["id"] = self.id
        container["user"] = self.user
        container["organisation"] = self.organisation
        container["program"] = self.program
        container["period"] = self.period
        container["format"] = self.format
        container["fileName"] = self.fileName
        container["version"] = self.version
        container["ownerKind"] = self.ownerKind
        container["owner"] = self.owner
        container["beganAt"] = self.beganAt
        container["touchedAt"] = self.touchedAt
        container["nextIndex"] = self.nextIndex
        container["highestSeen"] = self.highestSeen
        container["size"] = self.size
        container["latestSize"] = self.latestSize
    }

    func upload() throws -> Upload {
        guard let id = DeliveryID(self.id), let organisation = OrganisationNumber(self.organisation),
            let program = StatisticalProgram(rawValue: self.program), let period = ReferencePeriod(self.period),
            let owner = OwnerColumns(kind: self.ownerKind, owner: self.owner).value
        else { throw RowError(table: Self.databaseTableName, id: self.id) }
        return Upload(
            id: id,
            key: UploadKey(
                owner: owner,
                organisation: organisation,
                program: program,
                period: period,
                format: FileFormatName(self.format),
                fileName: self.fileName,
                version: self.version
            ),
            user: self.user,
            beganAt: Date(timeIntervalSince1970: self.beganAt),
            touchedAt: Date(timeIntervalSince1970: self.touchedAt),
            nextIndex: self.nextIndex,
            highestSeen: self.highestSeen,
            size: self.size,
            latestSize: self.latestSize
        )
    }
}
