import Domain
import Foundation
public import Journal
import NIOPosix
import PKI
import Pipeline

extension RunningEnvironment {
    /// SHA-256 of what a fragment carried, read from the file that it was stored in (docs/protocol.md, "Journal"). Takes some
    /// 10 ms for 9 MB.
    ///
    /// - Returns: why it cannot be told, once the file is gone.
    public func hash(of payload: RecordedPayload) async -> PayloadHash {
        let pipeline = self.pipeline
        let hash = await Result.outcome {
            try await self.work.storage.runIfActive { () throws -> PayloadHash in
                let digest = try SHA256()
                let content = StoredContent(offset: payload.offset, bytes: payload.bytes)
                let isWhole = try pipeline.read(content, of: payload.file) { try digest.update($0) }
                return isWhole ? .sha256(try digest.finish()) : .fileGone
            }
        }
        switch hash {
        case .success(let hash): return hash
        case .failure(let error): return .missing("The file cannot be read: \(error)")
        }
    }

    /// The hashes of all payloads among entries, by the entries' numbers.
    public func hashes(of entries: [JournalEntry]) async -> [Int: PayloadHash] {
        var hashes: [Int: PayloadHash] = [:]
        for entry in entries {
            if let payload = entry.request?.payload { hashes[entry.number] = await self.hash(of: payload) }
        }
        return hashes
    }
}

extension PayloadHash {
    fileprivate static let fileGone = PayloadHash.missing(
        "The file is gone: its upload was begun anew, refused at -1, abandoned, or removed."
    )
}
