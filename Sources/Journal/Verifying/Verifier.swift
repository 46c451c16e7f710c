/// Compares what is expected with what came.
struct Verifier {
    private let expectation: JournalExpectation
    private let entries: [JournalEntry]
    /// For each expected call, the entries that are it.
    private let matches: [[JournalEntry]]

    init(_ expectation: JournalExpectation, _ entries: [JournalEntry]) {
        self.expectation = expectation
        self.entries = entries
        self.matches = expectation.calls.map { call in
            let criteria = call.meant.criteria
            return entries.filter { entry in criteria.allSatisfy { $0.isMet(by: entry) } }
        }
    }

    private var calls: [(call: ExpectedCall, matches: [JournalEntry])] {
        Array(zip(self.expectation.calls, self.matches))
    }

    var verification: JournalVerification {
        let misses = self.countMisses + self.orderMisses + self.otherMisses
        return JournalVerification(
            verified: misses.isEmpty,
            expectations: self.calls.map { call, matches in
                JournalVerification.Expectation(
                    expected: call.filter.words,
                    times: Times.text(call.times),
                    entries: matches.map(\.number),
                    met: call.times.contains(matches.count)
                )
            },
            nearMisses: misses,
            lookedAt: self.entries.count
        )
    }

    // MARK: Counts

    private var countMisses: [String] {
        let unmet = self.calls.filter { !$0.call.times.contains($0.matches.count) }
        let misses = unmet.flatMap { call, matches in
            matches.count > call.times.upperBound ? [self.tooMany(call, matches)] : self.tooFew(call, matches)
        }
        return misses + self.stories(of: unmet.map(\.call.filter))
    }

    private func tooMany(_ call: ExpectedCall, _ matches: [JournalEntry]) -> String {
        let came = "came \(Times.text(matches.count))\(Times.entries(matches.map(\.number)))"
        return "\(call.filter.words) \(came), expected \(Times.text(call.times))"
    }

    private func tooFew(_ call: ExpectedCall, _ matches: [JournalEntry]) -> [String] {
        // The other fragments of a file are told in its story.
        let near = NearMiss.nearest(to: call.meant, in: self.entries).filter { !$0.isAnotherFragment }.map(\.text)
        guard matches.isEmpty else { return [self.tooMany(call, matches)] + near }
        return ["\(call.filter.words) is missing"] + near
    }

    /// What became of the files that the failed expectations are about.
    private func stories(of filters: [JournalFilter]) -> [String] {
        let uploads = filters.filter { $0.endpoint == .upload || $0.fragment != nil || $0.fileName != nil }
        guard !uploads.isEmpty else { return [] }
        return UploadStory.all(in: self.entries)
            .filter { story in uploads.contains { $0.fileName == nil || $0.fileName == story.fileName } }
            .suffix(5).map(\.text)
    }

    // MARK: Order

    /// The first place where the order is broken; nothing when a call is missing anyhow.
    private var orderMisses: [String] {
        guard self.expectation.inOrder, self.countMisses.isEmpty else { return [] }
        var latest: JournalEntry?
        for (call, matches) in self.calls where call.times.lowerBound > 0 {
            let later = matches.filter { $0.number > (latest?.number ?? 0) }
            guard later.count >= call.times.lowerBound else {
                guard let latest, let early = matches.last(where: { $0.number < latest.number }) else { return [] }
                return [
                    "\(latest.words) (entry \(latest.number)) came after \(early.words) (entry \(early.number)), expected "
                        + "before it"
                ]
            }
            latest = later[call.times.lowerBound - 1]
        }
        return []
    }

    // MARK: Nothing else

    private var otherMisses: [String] {
        guard self.expectation.nothingElse else { return [] }
        let expected = Set(self.matches.joined().map(\.number))
        let others = self.entries.filter { !expected.contains($0.number) }
        let shown = others.prefix(10).map {
            "\($0.words) \($0.endingWords) (entry \($0.number)), and nothing else was expected"
        }
        return others.count > 10 ? shown + ["so was not what came in \(others.count - 10) more entries"] : shown
    }
}
