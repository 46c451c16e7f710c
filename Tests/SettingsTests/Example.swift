import Settings
import YAMLReading

/// A small valid file, and the file with one of its texts replaced.
enum Example {
    static let text = """
        environments:
          test:
            organisations:
              - {number: 9990000045, name: Banken}
              - {number: 999000-0052, name: Fonden}
            users:
              - name: demo
                serials: [1A, 2B]
                grants:
                  - organisation: 9990000045
                    program: VINN
                    formats: [V10, V40]
              - name: fund
                serials: [3C]
                grants: [{organisation: 9990000052, program: krita, formats: [KRITA_MONTHLY]}]
        formats:
          - {name: V10, program: VINN, versions: [1]}
          - {name: V40, program: VINN, root: Report, namespace: "http://scb.se/gdb/vinn", versions: [1, 2b]}
          - {name: Krita_Monthly, program: KRITA, versions: [1]}

        """

    /// The mistakes of the example after `old`, which must be there once, is replaced.
    static func mistakes(replacing old: String, by new: String) -> [String] {
        let parts = self.text.split(separator: old, omittingEmptySubsequences: false)
        precondition(parts.count == 2, "'\(old)' stands \(parts.count - 1) times in the example")
        return self.mistakes(of: parts.joined(separator: new))
    }

    static func mistakes(of text: String) -> [String] {
        do {
            _ = try Settings.parse(text, file: "settings.yaml")
            return []
        } catch {
            return error.mistakes.map(\.description)
        }
    }
}
