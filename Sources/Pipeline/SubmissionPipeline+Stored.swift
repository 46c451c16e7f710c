public import Domain
import SystemPackage

extension SubmissionPipeline {
    /// Reads a part of an upload's or a delivery's file, in portions of at most 1 MiB. Blocking.
    ///
    /// - Parameter take: called for each portion, in their order.
    /// - Returns: whether all of it was there; false when the file is gone, or shorter.
    /// - Throws: what `take` throws, or the failure of the disk.
    public func read(_ content: StoredContent, of id: DeliveryID, _ take: ([UInt8]) throws -> Void) throws -> Bool {
        guard let file = try self.folder.openExisting(id) else { return false }
        var done: Int64 = 0
        while done < content.bytes {
            let wanted = Int(min(content.bytes - done, 1 << 20))
            let portion = try file.read(at: content.offset + done, count: wanted)
            guard portion.count == wanted else { return false }
            try take(portion)
            done += Int64(wanted)
        }
        return true
    }
}

extension SpoolFolder {
    /// The file of `id`, to be read; `nil` when there is none.
    fileprivate func openExisting(_ id: DeliveryID) throws -> SpoolFile? {
        do {
            let descriptor = try FileDescriptor.open(self.filePath(id), .readOnly, options: .closeOnExec)
            return SpoolFile(descriptor: descriptor, folder: self.path)
        } catch Errno.noSuchFileOrDirectory {
            return nil
        }
    }
}
