import Domain
import Foundation
public import Journal
import NIOPosix
import Pipeline
import Scenarios
import Settings

extension ControlScope {
    /// How much of files a bundle takes when nobody says otherwise: it is made as one document, in memory.
    public static let bundledFileBytes: Int64 = 256 << 20

    /// Everything that is needed to play the scope's recorded calls once more, without secrets (docs/protocol.md, "Journal").
    ///
    /// - Parameters:
    ///   - files: whether what the fragments carried goes with it, as far as it is still stored.
    ///   - limit: how many bytes of files at the most.
    ///   - emulatorVersion: told in it.
    /// - Throws: ``Journal/JournalError``; ``ControlError``, `bundle-too-large`; the failure of the disk.
    public func bundle(
        files: Bool,
        limit: Int64 = Self.bundledFileBytes,
        emulatorVersion: String
    ) async throws -> BundleDocument {
        let entries = try self.journal.page(limit: .max).entries
        let settings = self.emulator.settings
        return BundleDocument(
            entries,
            payloads: files ? try await self.payloads(of: entries, limit: limit) : [:],
            environment: self.environment.name.rawValue,
            sandbox: self.sandbox.map {
                BundleDocument.Sandbox(name: $0.name.text, grants: $0.grants.map(BundleDocument.Grant.init))
            },
            settings: (
                self.emulator.settingsText, settings.profile.rawValue,
                settings.answers.variants.map(\.rawValue).sorted(), settings.tls.refusal.rawValue
            ),
            scenarios: self.scenarios.map(\.text),
            seed: (self.sandbox?.seed ?? self.emulator.seed).description,
            emulatorVersion: emulatorVersion
        )
    }

    /// Those that are still stored, by the entries' numbers.
    private func payloads(of entries: [JournalEntry], limit: Int64) async throws -> [String: Data] {
        let (pipeline, work) = (self.environment.pipeline, self.environment.work)
        let bytes = entries.reduce(0) { $0 + ($1.request?.payload?.bytes ?? 0) }
        guard bytes <= limit else {
            throw ControlError.bundleTooLarge(bytes: bytes, limit: limit)
        }
        var payloads: [String: Data] = [:]
        for entry in entries {
            guard let payload = entry.request?.payload else { continue }
            payloads[String(entry.number)] = try await work.storage.runIfActive { () throws -> Data? in
                var bytes = Data()
                let content = StoredContent(offset: payload.offset, bytes: payload.bytes)
                return try pipeline.read(content, of: payload.file) { bytes.append(contentsOf: $0) } ? bytes : nil
            }
        }
        return payloads
    }
}

extension BundleDocument.Grant {
    fileprivate init(_ grant: Grant) {
        self.init(
            organisation: grant.organisation.digits,
            program: grant.program.rawValue,
            formats: grant.formats.map(\.text).sorted()
        )
    }
}
