import Domain
import SystemPackage

/// One open file of the folder. Closed when it goes.
final class SpoolFile {
    private let descriptor: FileDescriptor
    private let folder: String

    init(descriptor: FileDescriptor, folder: String) {
        self.descriptor = descriptor
        self.folder = folder
    }

    deinit {
        // Nothing is buffered in the process, so a failing close loses nothing.
        try? self.descriptor.close()
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(Problem) {
        do throws(Errno) {
            try self.descriptor.writeTyped(bytes, at: offset)
        } catch {
            throw SpoolFolder.problem(error, folder: self.folder)
        }
    }

    /// Whether `bytes` stand at `offset`.
    func holds(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(Problem) -> Bool {
        let stored = try self.read(at: offset, count: bytes.count)
        return stored.count == bytes.count && stored.elementsEqual(bytes)
    }

    /// - Returns: `count` bytes, or fewer where the file ends.
    func read(at offset: Int64, count: Int) throws(Problem) -> [UInt8] {
        do throws(Errno) {
            return try self.descriptor.readTyped(at: offset, count: count)
        } catch {
            throw SpoolFolder.problem(error, folder: self.folder)
        }
    }

    /// Cuts off what a request that broke off may have left behind the end.
    func truncate(to size: Int64) throws(Problem) {
        do throws(Errno) {
            try self.descriptor.truncateTyped(to: size)
        } catch {
            throw SpoolFolder.problem(error, folder: self.folder)
        }
    }
}

// swift-system throws Errno from untyped functions; these say so in their type.
extension FileDescriptor {
    static func openTyped(_ path: String) throws(Errno) -> FileDescriptor {
        try Self.typed {
            try FileDescriptor.open(path, .readWrite, options: [.create, .closeOnExec], permissions: [.ownerReadWrite])
        }
    }

    fileprivate func writeTyped(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(Errno) {
        _ = try Self.typed { try self.writeAll(toAbsoluteOffset: offset, bytes) }
    }

    fileprivate func readTyped(at offset: Int64, count: Int) throws(Errno) -> [UInt8] {
        try Self.typed {
            try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                while filled < count {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                    let got = try self.read(fromAbsoluteOffset: offset + Int64(filled), into: rest)
                    if got == 0 { break }
                    filled += got
                }
            }
        }
    }

    fileprivate func truncateTyped(to size: Int64) throws(Errno) {
        try Self.typed { try self.resize(to: size) }
    }

    private static func typed<Value>(_ body: () throws -> Value) throws(Errno) -> Value {
        do {
            return try body()
        } catch let error as Errno {
            throw error
        } catch {
            fatalError("swift-system threw \(error), which is no Errno")
        }
    }
}
