/// Collects the mistakes of one file, so that a reader goes on after the first.
final class MistakeLog {
    private let file: String
    private(set) var mistakes: [Mistake] = []

    init(file: String) {
        self.file = file
    }

    func report(_ position: Position, _ path: String, found: String, allowed: String, suggestion: String? = nil) {
        self.mistakes.append(
            Mistake(
                file: self.file,
                position: position,
                path: path,
                found: found,
                allowed: allowed,
                suggestion: suggestion
            )
        )
    }

    /// Checks across several keys report late, so that the order of reading is not the order of the lines.
    var error: YAMLFileError? {
        guard !self.mistakes.isEmpty else { return nil }
        return YAMLFileError(
            self.mistakes.sorted { left, right in
                guard let first = left.position, let second = right.position else { return false }
                return first < second
            }
        )
    }
}
