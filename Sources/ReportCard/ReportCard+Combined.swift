import Foundation

extension ReportCard {
    /// One card of several, as of a client that was run several times: a requirement is failed when it is in any of them,
    /// and passed when it is in one and failed in none.
    ///
    /// - Parameter parts: each with the name that its evidence is given.
    public init(of client: String, combining parts: [(name: String, card: ReportCard)]) {
        let rows = Requirement.all.map { requirement in
            let rows = parts.compactMap { part in part.card.row(requirement.id).map { (part.name, $0) } }
            let verdict = Verdict(of: rows.map(\.1.verdict))
            let telling = rows.filter { $0.1.verdict == verdict }
            let evidence = telling.flatMap { name, row in
                row.evidence.map { Evidence(entry: $0.entry, traceID: $0.traceID, text: "\(name): \($0.text)") }
            }
            return Row(
                requirement,
                Judgement(verdict: verdict, evidence: evidence),
                count: telling.reduce(0) { $0 + $1.1.evidenceCount }
            )
        }
        var seen: Set<String> = []
        self.init(
            client: client,
            environment: parts.first?.card.environment ?? "test",
            certificates: parts.flatMap(\.card.certificates).filter { seen.insert($0.serial).inserted },
            requests: parts.reduce(0) { $0 + $1.card.requests },
            failedHandshakes: parts.reduce(0) { $0 + $1.card.failedHandshakes },
            from: parts.compactMap(\.card.from).min(),
            to: parts.compactMap(\.card.to).max(),
            rows: rows
        )
    }
}
