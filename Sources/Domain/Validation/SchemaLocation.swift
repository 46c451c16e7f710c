/// Where the XML schema of a format's version is found.
public enum SchemaLocation: Hashable, Sendable {
    /// One that the emulator brings along.
    case builtIn(BuiltInSchema)
    /// A file; with what it includes and imports, all of it in that file's folder.
    case file(path: String)
}

/// The schemas that the emulator brings along: its own, none of them SCB's (`fixtures/formats/README.md`).
public enum BuiltInSchema: String, Hashable, Sendable, CaseIterable {
    case v10 = "V10-1.xsd"
    case v40 = "V40-1.xsd"
    case kritaMonthly = "Krita_Monthly-1.xsd"
}
