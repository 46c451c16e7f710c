public import Domain
import Foundation

/// A file to be sent, and what is said of it (docs/protocol.md, "Parameters").
public struct OutgoingFile: Hashable, Sendable {
    /// Where it lies on this machine.
    public let path: String
    /// The name that is sent; 1 to 255 characters without control characters.
    public let name: String
    public let organisation: OrganisationNumber
    public let program: StatisticalProgram
    public let period: ReferencePeriod
    /// As the server has it registered; in any case.
    public let format: String
    /// Empty for the newest.
    public let version: String
    /// In bytes.
    public let size: Int
    private let stamp: Stamp

    private struct Stamp: Hashable {
        let size: Int
        let seconds: Int
        let nanoseconds: Int
    }

    /// Looks at the file; blocks for that long.
    ///
    /// - Parameter name: the last part of the path where it is `nil`.
    /// - Throws: ``ClientError`` when there is no such file, or it is empty.
    public init(
        path: String,
        name: String? = nil,
        organisation: OrganisationNumber,
        program: StatisticalProgram,
        period: ReferencePeriod,
        format: String,
        version: String = ""
    ) throws(ClientError) {
        self.path = path
        self.name = name ?? URL(fileURLWithPath: path).lastPathComponent
        self.organisation = organisation
        self.program = program
        self.period = period
        self.format = format
        self.version = version
        self.stamp = try Self.stamp(of: path)
        self.size = self.stamp.size
        guard self.size > 0 else { throw .fileEmpty(path) }
    }

    /// - Throws: ``ClientError`` when the file is not as it was: fragments of two files would make a third.
    func mustBeUnchanged() throws(ClientError) {
        let found = try Self.stamp(of: self.path)
        guard found.size == self.stamp.size else {
            throw .fileChanged(self.path, what: "it had \(self.stamp.size) bytes and has \(found.size)")
        }
        guard found == self.stamp else { throw .fileChanged(self.path, what: "it was written to") }
    }

    private static func stamp(of path: String) throws(ClientError) -> Stamp {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .cannotRead(path, what: "file", reason: .errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .cannotRead(path, what: "file", reason: "it is no ordinary file")
        }
        guard access(path, R_OK) == 0 else { throw .cannotRead(path, what: "file", reason: .errno) }
        let time = status.st_mtim
        return Stamp(size: Int(status.st_size), seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }

    /// The call that sends a piece. The version's slash is there also when there is no version, as SCB's client writes it.
    func call(for piece: FragmentPlan.Piece) -> Call {
        let words = [
            "file", piece.index.description, self.organisation.digits, self.program.rawValue, self.period.text,
            self.format, self.name, self.version,
        ]
        var call = Call(words.map(\.percentEncoded).joined(separator: "/"))
        call.method = "POST"
        call.part = FilePart(path: self.path, name: self.name, bytes: piece.bytes)
        return call
    }
}
