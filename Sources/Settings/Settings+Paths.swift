import Domain

extension Settings {
    /// Has the paths in the settings start from the folder of their file, wherever the emulator was started.
    ///
    /// - Parameter file: as it was given; when that is relative, so are the paths.
    mutating func resolvePaths(besides file: String) {
        let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
        func resolved(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }
        for name in self.environments.keys {
            guard let authority = self.environments[name]?.clientCA else { continue }
            self.environments[name]?.clientCA = ClientCA(
                file: resolved(authority.file),
                revocationListFile: authority.revocationListFile.map(resolved)
            )
        }
        self.formats = FormatCatalogue(
            self.formats.formats.map { format in
                format.withSchemas { location in
                    guard case .file(let path) = location else { return location }
                    return .file(path: resolved(path))
                }
            }
        )
    }
}
