public import Domain

/// The schemas of all registered formats, each compiled once.
public struct SchemaCatalogue: Sendable {
    private let schemas: [SchemaLocation: Schema]

    /// Compiles every schema that the formats name. Blocking: call off the event loop.
    ///
    /// - Throws: the mistakes of all of them.
    public init(_ formats: FormatCatalogue) throws(SchemaError) {
        var schemas: [SchemaLocation: Schema] = [:]
        var mistakes: [SchemaError.Mistake] = []
        var seen: Set<SchemaLocation> = []
        for format in formats.formats {
            // By version, not as a dictionary happens to have them: mistakes are told in the same order every time.
            for location in format.versions.compactMap({ format.schemas[$0] }) where seen.insert(location).inserted {
                do throws(SchemaError) {
                    schemas[location] = try Schema.load(location)
                } catch {
                    mistakes += error.mistakes
                }
            }
        }
        guard mistakes.isEmpty else { throw SchemaError(mistakes: mistakes) }
        self.schemas = schemas
    }

    /// - Parameter version: as the format spells it.
    /// - Returns: `nil` for a version without a schema.
    public func schema(of format: FileFormat, version: String) -> Schema? {
        format.schemas[version].flatMap { self.schemas[$0] }
    }
}
