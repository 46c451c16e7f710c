import Foundation
import Journal

/// Why a bundle cannot be played.
struct ReplayError: Error, CustomStringConvertible {
    let description: String

    static func unreadable(_ path: String, _ error: any Error) -> ReplayError {
        ReplayError(description: "'\(path)' cannot be read: \(error.localizedDescription) Give the file of a bundle.")
    }

    static func notABundle(_ path: String, found: String) -> ReplayError {
        ReplayError(
            description: "'\(path)' is no bundle: \(found). Get one from a running emulator's control interface, at "
                + "/environments/test/bundle."
        )
    }

    static func empty(_ path: String) -> ReplayError {
        ReplayError(description: "The bundle '\(path)' has no calls. Make it after the client has run.")
    }
}

enum ReplayBundle {
    /// No header of a bundle that is another's.
    private struct Header: Decodable {
        let format: String?
        let formatVersion: Int?
    }

    static func load(_ path: String) throws(ReplayError) -> BundleDocument {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .unreadable(path, error)
        }
        guard let header = try? JSONDecoder().decode(Header.self, from: data),
            header.format == BundleDocument.formatName
        else { throw .notABundle(path, found: "it is not JSON that says so") }
        guard header.formatVersion == BundleDocument.formatVersion else {
            let found = header.formatVersion.map(String.init) ?? "none"
            let known = BundleDocument.formatVersion
            throw .notABundle(path, found: "its formatVersion is \(found), and this emulator reads \(known)")
        }
        do {
            let bundle = try JSONDecoder().decode(BundleDocument.self, from: data)
            guard bundle.entries.contains(where: { $0.request != nil }) else { throw ReplayError.empty(path) }
            return bundle
        } catch let error as ReplayError {
            throw error
        } catch let DecodingError.keyNotFound(key, _) {
            throw .notABundle(path, found: "'\(key.stringValue)' is missing")
        } catch {
            throw .notABundle(path, found: "a value has not the form that it should have")
        }
    }
}
