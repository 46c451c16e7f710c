import Domain
import YAMLReading

extension FormatCatalogue {
    /// - Returns: `nil` when not all of them could be read, so that nothing can be said about what refers to them.
    static func read(_ items: [NodeReader]) -> FormatCatalogue? {
        var names = FirstUses<RegisteredName>(ofEach: "file format of a program")
        let formats = items.compactMap { FileFormat.read($0, names: &names) }
        return items.isEmpty || formats.count < items.count ? nil : FormatCatalogue(formats)
    }
}

/// Two programs may each have a format of the same name.
private struct RegisteredName: Hashable {
    let name: FileFormatName
    let program: StatisticalProgram
}

extension FileFormat {
    private enum Key: String, MapKey {
        case name, program, root, namespace, versions, schemas, prefixes, rules
    }

    fileprivate static func read(_ item: NodeReader, names: inout FirstUses<RegisteredName>) -> FileFormat? {
        guard let map = item.map(Key.self) else { return nil }
        let name = map.required(.name, as: .formatName)
        let program = map.required(.program, as: .program)
        let root = map.optional(.root)?.value(.elementName)
        let namespace = map.optional(.namespace)?.value(.namespace)
        let versions = self.versions(map.required(.versions, listOf: "a schema version"))
        let schemas = map.optional(.schemas).map { SchemaReader.read($0, versions: versions) }
        let rules = RuleReader.read(map.optional(.rules), prefixes: map.optional(.prefixes))
        guard let name, let program else { return nil }
        let registered = RegisteredName(name: name, program: program)
        guard names.note(registered, found: "'\(name)' of '\(program)'", at: item) else { return nil }
        return FileFormat(
            name: name,
            program: program,
            rootElement: root,
            namespace: namespace,
            versions: versions,
            schemas: schemas ?? [:],
            rules: rules
        )
    }

    private static func versions(_ items: [NodeReader]) -> [String] {
        // A client's version is compared without regard to case, so two that differ in case only are one.
        var versions = FirstUses<String>(ofEach: "version of a format")
        return items.compactMap { item in
            guard let version = item.value(.version) else { return nil }
            return versions.note(version.lowercased(), found: "'\(version)'", at: item) ? version : nil
        }
    }
}
