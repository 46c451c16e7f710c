import Yams

/// Reads a whole file of ours, or tells everything that is wrong with it.
package enum YAMLFile {
    /// - Parameters:
    ///   - text: the file's content.
    ///   - file: its name, for the messages.
    ///   - read: reads the root; returns `nil` only after a mistake was reported.
    /// - Throws: every mistake found.
    package static func read<Value>(
        _ text: String,
        file: String,
        _ read: (NodeReader) -> Value?
    ) throws(YAMLFileError) -> Value {
        let root = try self.root(text, file: file)
        let log = MistakeLog(file: file)
        let value = read(NodeReader(root, path: "", position: Position(line: 1, column: 1), log: log))
        if let error = log.error { throw error }
        guard let value else { preconditionFailure("\(file): refused without a mistake") }
        return value
    }

    private static func root(_ text: String, file: String) throws(YAMLFileError) -> Node {
        let mistake: Mistake
        do {
            // The basic resolver makes no types of plain texts: they count as written.
            if let root = try Yams.compose(yaml: AliasMark.hidden(text), .basic, .default, .utf8) { return root }
            let start = Position(line: 1, column: 1)
            mistake = Mistake(file: file, position: start, found: "an empty file", allowed: self.allowedSyntax)
        } catch {
            mistake = self.mistake(error, file: file)
        }
        throw YAMLFileError([mistake])
    }

    private static let allowedSyntax = "a YAML file, indented with spaces"

    private static func mistake(_ error: any Error, file: String) -> Mistake {
        var position: Position?
        var found = "invalid YAML"
        var allowed = self.allowedSyntax
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            position = Position(line: mark.line, column: mark.column)
            let origin = context.map { ", \($0.text) from line \($0.mark.line)" } ?? ""
            found += " (\(problem)\(origin))"
        case .reader(let problem, let offset, _, let yaml):
            position = offset.map { Position(ofCharacter: $0, in: yaml) }
            found += " (\(problem))"
        case .duplicatedKeysInMapping(let keys, let context):
            position = Position(line: context.mark.line, column: context.mark.column)
            let shown = keys.map { "'\(AliasMark.restored($0))'" }.joined(separator: ", ")
            found = "\(shown) more than once in the map, first here"
            allowed = "each key once"
        default:
            found += " (\(error))"
        }
        return Mistake(file: file, position: position, found: found, allowed: allowed)
    }
}

extension Position {
    fileprivate init(ofCharacter offset: Int, in text: String) {
        let before = text.prefix(offset)
        let lastLine = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).last ?? ""
        self.init(
            line: 1 + before.count(where: \.isNewline),
            column: 1 + lastLine.unicodeScalars.count
        )
    }
}
