public import Foundation

/// How the journal's documents are written as JSON: keys in the order of the alphabet, slashes as they are.
public enum JournalJSON {
    public static func data(_ document: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(document)
    }
}
