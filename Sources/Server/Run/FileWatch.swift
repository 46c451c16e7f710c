import Foundation
import Logging
import NIOConcurrencyHelpers
import NIOCore

/// A file that the emulator goes by while it runs, and that others may change.
struct WatchedFile: Sendable {
    let path: String
    /// What holds on while the file cannot be taken up: `the users that were known before`.
    let former: String
    /// Reads the file and goes by it from now on. Blocking. Also called when the file is gone.
    ///
    /// Returns what holds now, for the log. Throws why the file cannot be taken up; then everything is as it was before.
    let takeUp: @Sendable () throws -> String
}

/// Looks whether files have changed, and has them taken up.
///
/// A file is another when its time, size or place on the disk is another. Whoever replaces it by renaming a whole one is
/// never seen halfway; whoever writes into it in place is seen again when done.
final class FileWatch: Sendable {
    /// How long a change may go unnoticed, machine time.
    static let pause = TimeAmount.milliseconds(200)

    private let files: [WatchedFile]
    private let logger: Logger
    /// Each file as it was when it was last taken up, or tried to; empty before the first look.
    private let stamps = NIOLockedValueBox<[FileStamp]>([])

    init(_ files: [WatchedFile], logger: Logger) {
        self.files = files
        self.logger = logger
    }

    /// Takes up every file at the first call, and at each later one those that have changed. A file that cannot be taken
    /// up is told of once, and tried again when it has changed once more. Blocking.
    ///
    /// - Returns: whether there was anything to take up.
    @discardableResult
    func check() -> Bool {
        self.stamps.withLockedValue { stamps in
            let isFirst = stamps.isEmpty
            var hasChanges = false
            for (index, file) in self.files.enumerated() {
                // Before the file is read: what changes after that is another change.
                let stamp = FileStamp(path: file.path)
                if isFirst {
                    stamps.append(stamp)
                } else if stamps[index] == stamp {
                    continue
                }
                stamps[index] = stamp
                hasChanges = true
                self.takeUp(file, isFirst: isFirst)
            }
            return hasChanges
        }
    }

    private func takeUp(_ file: WatchedFile, isFirst: Bool) {
        do {
            let present = try file.takeUp()
            if !isFirst { self.logger.notice("'\(file.path)' has changed and was taken up: \(present)") }
        } catch {
            self.logger.error("'\(file.path)' cannot be taken up, \(file.former) stay in force: \(error)")
        }
    }
}

/// What tells one state of a file from another without reading it.
private enum FileStamp: Equatable {
    case file(device: UInt64, inode: UInt64, size: Int64, modified: Int64, changed: Int64)
    /// The file cannot be reached, for the reason that this `errno` gives.
    case unreachable(Int32)

    init(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            self = .unreachable(errno)
            return
        }
        self = .file(
            device: UInt64(status.st_dev),
            inode: UInt64(status.st_ino),
            size: Int64(status.st_size),
            modified: Self.nanoseconds(status.modified),
            // Also moved by whoever sets the other time back, as copying tools do.
            changed: Self.nanoseconds(status.changed)
        )
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension stat {
    #if canImport(Darwin)
        fileprivate var modified: timespec { self.st_mtimespec }
        fileprivate var changed: timespec { self.st_ctimespec }
    #else
        fileprivate var modified: timespec { self.st_mtim }
        fileprivate var changed: timespec { self.st_ctim }
    #endif
}
