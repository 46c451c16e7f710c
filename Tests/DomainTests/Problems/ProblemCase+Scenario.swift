import Foundation

@testable import Domain

extension ProblemCase {
    static let scenario = [
        ProblemCase(
            .maintenance(
                .test,
                until: Date(timeIntervalSince1970: 1_700_000_030),
                now: Date(timeIntervalSince1970: 1_700_000_000.25),
                rule: "maintenance/closed"
            ),
            "maintenance",
            503,
            "The environment is closed for maintenance",
            detail:
                "The test environment is closed until 2023-11-14T22:13:50Z; the rule 'maintenance/closed' closed it.",
            hint: "Wait for as long as Retry-After says, then send the request again."
        )
    ]
}
