import Domain
import Foundation
import Journal
import Scenarios
import Settings

/// The statuses that were told of deliveries whose files are not in the bundle, as a scenario: what stands in for a file
/// has no findings of its own.
struct ReplayVerdicts: Encodable {
    struct Rule: Encodable {
        let name: String
        let when: [String: String]
        let then: [String: [[String: String]]]
    }

    let scenario = "recorded-verdicts"
    let rules: [Rule]

    /// - Returns: `nil` when there is nothing to be played.
    /// - Throws: what keeps the scenario from being read, which would be a defect.
    static func scenario(of bundle: BundleDocument, settings: Settings) throws -> Scenario? {
        let requests = bundle.entries.compactMap { entry in entry.request.map { (entry, $0) } }
        let rules = requests.compactMap { entry, request -> Rule? in
            guard request.madeDelivery, bundle.payloads[String(entry.number)] == nil,
                !entry.injections.contains(where: { $0.what.hasPrefix("status:") }), let upload = request.upload,
                let told = requests.last(where: { $1.delivery == request.delivery && $1.told != nil })?.1.told,
                let state = Self.state(told)
            else { return nil }
            return Self.rule(entry.number, upload, state: state, after: settings.processingDelay)
        }
        guard !rules.isEmpty else { return nil }
        // JSON is YAML too.
        let text = String(decoding: try JournalJSON.data(ReplayVerdicts(rules: rules)), as: UTF8.self)
        return try Scenario.parse(text, file: "recorded-verdicts")
    }

    private static func rule(
        _ number: Int,
        _ upload: JournalEntryDocument.Upload,
        state: String,
        after delay: Duration
    ) -> Rule {
        let milliseconds = Int(delay / .milliseconds(1))
        let first = milliseconds > 0 ? [["state": "processing", "for": "\(milliseconds)ms"]] : []
        return Rule(
            name: "entry-\(number)",
            when: [
                "endpoint": "upload", "fragment": "last", "file-name": upload.fileName,
                "program": upload.program.uppercased(),
            ],
            then: ["status": first + [["state": state]]]
        )
    }

    /// - Returns: `nil` for a status that is not final.
    private static func state(_ told: String) -> String? {
        switch DeliveryStatus.allCases.first(where: { $0.text == told }) {
        case .readIn: "read"
        case .readInWithErrors: "read-with-errors"
        case .stopped: "not-read"
        case .systemFault: "system-fault"
        case .queued, .processing, nil: nil
        }
    }
}
