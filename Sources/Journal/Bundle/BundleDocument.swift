public import Foundation

/// Everything that is needed to play recorded calls once more, in one file without secrets (docs/protocol.md, "Journal").
public struct BundleDocument: Codable, Sendable {
    public static let formatName = "scb-m2m-emulator-bundle"
    public static let formatVersion = 1

    public var format = BundleDocument.formatName
    public var formatVersion = BundleDocument.formatVersion
    public var emulatorVersion: String
    public var environment: String
    /// The one that the calls were made to; `nil` for what an environment's users have in common.
    public var sandbox: Sandbox?
    /// The settings' file, as it was read at the start.
    public var settings: String
    /// What the command line may have changed of it.
    public var profile: String
    public var variants: [String]
    public var refusal: String
    /// The files of the scenarios that were played when the bundle was made, in their order.
    public var scenarios: [String]
    public var seed: String
    /// Redacted: a session is named `session-1`, `session-2`, … wherever it occurs.
    public var entries: [JournalEntryDocument]
    /// What the fragments carried, by the numbers of their entries; empty when the bundle was made without files.
    public var payloads: [String: Data]

    public struct Sandbox: Codable, Hashable, Sendable {
        public var name: String
        public var grants: [Grant]

        public init(name: String, grants: [Grant]) {
            self.name = name
            self.grants = grants
        }
    }

    public struct Grant: Codable, Hashable, Sendable {
        public var organisation: String
        public var program: String
        public var formats: [String]

        public init(organisation: String, program: String, formats: [String]) {
            self.organisation = organisation
            self.program = program
            self.formats = formats
        }
    }

    /// - Parameter entries: in their order.
    public init(
        _ entries: [JournalEntry],
        payloads: [String: Data],
        environment: String,
        sandbox: Sandbox?,
        settings: (text: String, profile: String, variants: [String], refusal: String),
        scenarios: [String],
        seed: String,
        emulatorVersion: String
    ) {
        let redaction = Redaction.secrets(naming: Self.names(ofSessionsIn: entries))
        self.emulatorVersion = emulatorVersion
        self.environment = environment
        self.sandbox = sandbox
        (self.settings, self.profile, self.variants, self.refusal) = settings
        self.scenarios = scenarios
        self.seed = seed
        self.entries = entries.map { JournalEntryDocument($0, redaction: redaction) }
        self.payloads = payloads
    }

    private static func names(ofSessionsIn entries: [JournalEntry]) -> [String: String] {
        entries.compactMap { $0.request?.session }.reduce(into: [:]) { names, session in
            if names[session] == nil { names[session] = "session-\(names.count + 1)" }
        }
    }
}
