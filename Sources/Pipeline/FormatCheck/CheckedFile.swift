import Domain
import SystemPackage
import Validation

/// A file that is what its format says, seen from outside (docs/protocol.md, "Format check"). Only the check makes one.
struct CheckedFile: Sendable {
    let assembled: AssembledFile

    /// Reads the file once from its beginning to its end. Blocking, for as long as that takes.
    ///
    /// - Throws: the problem with line and column; ``SpoolFailure`` when the file cannot be read back.
    init(checking assembled: AssembledFile, in folder: SpoolFolder) throws {
        let parameters = assembled.fragment.parameters
        let path = folder.filePath(assembled.reservation.upload)
        switch try FormatCheck(parameters.format, fileName: parameters.fileName).check(path: path) {
        case .passed: self.assembled = assembled
        case .unreadable(let errno): throw SpoolFailure(folder: folder.path, errno: Errno(rawValue: errno))
        // Nothing asks this check to stop.
        case .cancelled: throw SpoolFailure(folder: folder.path, errno: .canceled)
        }
    }
}
