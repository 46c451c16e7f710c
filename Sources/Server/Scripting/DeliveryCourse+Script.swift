import Domain
import Foundation
import Scenarios

extension DeliveryCourse {
    init(_ script: StatusScript) {
        self.init(
            script.steps.map { step in
                let leaving: DeliveryCourse.Leaving? =
                    switch step.leaving {
                    case .after(let d): .after(seconds: d / .seconds(1))
                    case .polls(let n): .polls(n)
                    case .byHand: .byHand
                    case nil: nil
                    }
                return Step(
                    step.state,
                    leaving: leaving,
                    findings: step.findings.map {
                        Finding(
                            rule: $0.rule,
                            severity: FindingSeverity(rawValue: $0.severity.rawValue.capitalized)!,
                            line: $0.line,
                            column: $0.column,
                            message: BilingualText(sv: $0.message, en: $0.message)
                        )
                    }
                )
            }
        )
    }
}
