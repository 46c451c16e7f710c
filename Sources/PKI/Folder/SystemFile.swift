#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Small files, through the system's own calls: Foundation cannot create a file with a mode, exclusively.
enum SystemFile {
    struct Content {
        let bytes: [UInt8]
        /// The permissions that were too wide and have been cut to the owner's; `nil` when nothing was to be done.
        let repairedMode: mode_t?
    }

    /// Far above any key, certificate or archive; keeps a wrong path from filling the memory.
    static let maximumSize = 1_048_576

    /// - Parameter isPrivate: takes away whatever group and others may do with the file.
    /// - Returns: `nil` when there is no such file.
    static func content(
        of path: String,
        isPrivate: Bool,
        maximumSize: Int = Self.maximumSize
    ) throws(PKIError) -> Content? {
        // To open a pipe that nobody writes to would otherwise wait, with the folder's lock held.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw .system("read", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system("read", path) }
        try Self.check(status, path, maximumSize)
        var repairedMode: mode_t?
        if isPrivate, status.st_mode & 0o077 != 0 {
            guard fchmod(descriptor, 0o600) == 0 else { throw .system("take other users' access from", path) }
            repairedMode = status.st_mode & 0o777
        }
        return Content(bytes: try Self.bytes(descriptor, path, maximumSize), repairedMode: repairedMode)
    }

    private static func check(_ status: stat, _ path: String, _ maximumSize: Int) throws(PKIError) {
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= maximumSize else {
            throw PKIError(
                .corruptFile,
                "'\(path)' is no regular file of at most \(maximumSize) bytes",
                hint: "Move it away: the emulator makes its own at its next start."
            )
        }
    }

    private static func bytes(_ descriptor: Int32, _ path: String, _ maximumSize: Int) throws(PKIError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 8192)
        while bytes.count <= maximumSize {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system("read", path) }
            if count == 0 { break }
            bytes += chunk.prefix(count)
        }
        return bytes
    }

    /// Writes the file under another name in the same folder and renames it: whoever looks, also after a kill in the
    /// midst, sees the old file or the new one, never half of it. Not safe against loss of power: nothing is synced.
    ///
    /// Only the holder of the folder's lock may call it; the other name is always the same, so that what a killed
    /// start left behind is cleared away by the next.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t) throws(PKIError) {
        let temporary = Self.temporaryName(path)
        try Self.remove(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw .system("write", temporary) }
        let isWritten = Self.isWritten(bytes, descriptor)
        guard close(descriptor) == 0, isWritten, rename(temporary, path) == 0 else {
            let error = PKIError.system("write", path)
            unlink(temporary)
            throw error
        }
    }

    private static func isWritten(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                offset += count
            }
            return true
        }
    }

    static func temporaryName(_ path: String) -> String {
        let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
        return path.dropLast(name.count) + ".\(name).new"
    }

    /// The names of what a folder holds, sorted; none when there is no such folder.
    static func names(in folder: String) throws(PKIError) -> [String] {
        guard let stream = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw .system("list the folder", folder)
        }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw .system("list the folder", folder) }
        return names.sorted()
    }

    /// Renames a file within its folder; does nothing when there is no such file.
    static func move(_ path: String, to other: String) throws(PKIError) {
        guard rename(path, other) == 0 || errno == ENOENT else { throw .system("rename", path) }
    }

    /// Does nothing when there is no such file.
    static func remove(_ path: String) throws(PKIError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .system("remove", path) }
    }

    /// Makes a folder and those above it that are missing, for their owner only; leaves the ones that are there as
    /// they are.
    static func makeFolder(_ path: String) throws(PKIError) {
        var status = stat()
        if path.isEmpty || stat(path, &status) == 0 { return }
        if let slash = path.lastIndex(of: "/") { try Self.makeFolder(String(path[..<slash])) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system("make the folder", path) }
    }
}

extension PKIError {
    /// From `errno`, which must not have been touched since the call that failed.
    static func system(_ task: String, _ path: String) -> PKIError {
        let cause = String(cString: strerror(errno))
        return PKIError(
            .fileFailed,
            "Could not \(task) '\(path)'",
            cause: cause,
            hint: "See that the folder belongs to the user who runs the emulator and has space, or name another folder."
        )
    }
}
