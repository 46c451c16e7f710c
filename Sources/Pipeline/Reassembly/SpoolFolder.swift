import Dispatch
public import Domain
import Foundation
import SystemPackage

/// The folder that holds the files, uploads and deliveries alike, each named by its id and by nothing of the client's.
///
/// All calls block.
public struct SpoolFolder: Sendable {
    public let path: String
    /// Removing a large file takes milliseconds, for which no request should wait.
    private let remover = DispatchQueue(label: "spool removals", qos: .utility)

    /// Makes the folder, for its owner only, if it is not there.
    public init(path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    /// Where the file of `id` is, or would be.
    public func filePath(_ id: DeliveryID) -> String { "\(self.path)/\(id)" }

    /// Bytes of the file of `id`; 0 when there is none.
    func size(of id: DeliveryID) -> Int64 {
        var status = stat()
        return stat(self.filePath(id), &status) == 0 ? Int64(status.st_size) : 0
    }

    /// Opens the file of `id`, made empty if it is not there.
    func open(_ id: DeliveryID) throws(Problem) -> SpoolFile {
        do throws(Errno) {
            return SpoolFile(
                descriptor: try FileDescriptor.openTyped(self.filePath(id)),
                folder: self.path
            )
        } catch {
            throw Self.problem(error, folder: self.path)
        }
    }

    /// Forgets the file of `id`. One that is not there is no mistake: an upload may end before its first byte.
    func remove(_ id: DeliveryID) throws {
        guard unlink(self.filePath(id)) != 0, Errno(rawValue: errno) != .noSuchFileOrDirectory else { return }
        throw SpoolFailure(folder: self.path, errno: Errno(rawValue: errno))
    }

    /// Whether the bytes of `first` in `range` are those of `second` in `other`.
    func holdSame(
        _ first: DeliveryID,
        _ range: Range<Int64>,
        _ second: DeliveryID,
        _ other: Range<Int64>
    ) throws(Problem) -> Bool {
        guard range.count == other.count else { return false }
        let (file, stored) = (try self.open(first), try self.open(second))
        var done: Int64 = 0
        while done < range.count {
            let portion = try file.read(
                at: range.lowerBound + done,
                count: Int(min(Int64(range.count) - done, 1 << 20))
            )
            guard !portion.isEmpty,
                portion == (try stored.read(at: other.lowerBound + done, count: portion.count))
            else { return false }
            done += Int64(portion.count)
        }
        return true
    }

    /// Like ``remove(_:)``, soon and on a thread of its own. What fails, or does not happen before the process ends, is
    /// found at the next start.
    func removeLater(_ id: DeliveryID) {
        self.remover.async { try? self.remove(id) }
    }

    /// Returns when everything asked of ``removeLater(_:)`` before is done.
    func waitForRemovals() { self.remover.sync {} }

    /// Removes every file whose id is not in `known`: what a killed process left behind.
    func removeAll(except known: Set<DeliveryID>) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: self.path) {
            guard let id = DeliveryID(name), !known.contains(id) else { continue }
            try self.remove(id)
        }
    }

    static func problem(_ error: Errno, folder: String) -> Problem {
        switch error {
        case .noSpace, .diskQuotaExceeded, .fileTooLarge: .diskFull(folder: folder)
        default: .storageFailed(folder: folder, reason: error.description)
        }
    }
}

/// The disk refused something that is not answered to a client.
struct SpoolFailure: Error, CustomStringConvertible {
    let folder: String
    let errno: Errno

    var description: String { "the folder '\(self.folder)' cannot be written: \(self.errno)" }
}
