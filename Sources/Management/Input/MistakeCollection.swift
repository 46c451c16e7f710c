/// Gathers every mistake of one request while it is read.
final class MistakeCollection {
    private(set) var mistakes: [FieldMistake] = []

    /// More than these tell nobody anything more.
    private static let limit = 50

    func add(_ mistake: FieldMistake) {
        if self.mistakes.count < Self.limit { self.mistakes.append(mistake) }
    }

    /// - Throws: 400 with all of them, if there are any.
    func check() throws(ControlProblem) {
        if !self.mistakes.isEmpty { throw .requestInvalid(self.mistakes) }
    }
}
