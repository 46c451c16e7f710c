public import YAMLReading

/// Every mistake in the settings, one line each: file, line, column, key, what was found and what is allowed.
public typealias SettingsError = YAMLFileError

extension Settings {
    /// Reads the settings' file.
    ///
    /// - Parameter profile: in place of the file's own; what the file says of a setting wins over either.
    /// - Throws: every mistake in it, also that it cannot be read. Nothing is taken from a file with a mistake.
    public static func load(path: String, profile: Profile? = nil) throws(SettingsError) -> Settings {
        try self.parse(YAMLFile.text(path: path), file: path, profile: profile)
    }

    /// Reads settings from the text of a file.
    ///
    /// - Parameters:
    ///   - file: its name, for the messages; relative paths in the settings start from its folder.
    ///   - profile: in place of the text's own; what the text says of a setting wins over either.
    /// - Throws: every mistake in it.
    public static func parse(
        _ text: String,
        file: String,
        profile: Profile? = nil
    ) throws(SettingsError) -> Settings {
        var settings = try YAMLFile.read(text, file: file) { Self.read($0, profile: profile) }
        settings.resolvePaths(besides: file)
        return settings
    }

    /// The settings that the emulator uses when it is given none.
    public static let `default` = Self.builtIn(profile: nil)

    /// The same settings with a profile.
    ///
    /// - Parameter profile: in place of the file's own.
    public static func builtIn(profile: Profile?) -> Settings {
        do {
            return try Settings.parse(Self.defaultText, file: "settings.yaml", profile: profile)
        } catch {
            preconditionFailure("The settings built into the emulator are wrong:\n\(error)")
        }
    }

    /// The file of the default settings with its comments, built into the executable; the same as
    /// `fixtures/settings.yaml`.
    public static var defaultText: String { String(decoding: PackageResources.settings_yaml, as: UTF8.self) }
}
