import Domain
import Samples
import Scenarios
import Settings

/// The situations that a client is put into, one after the other (docs/report-card.md, "A plan").
struct CertifyPlan {
    let name: String
    let description: String
    /// At least one; each name once.
    let situations: [Situation]
}

/// One run of the client: what it is given, what it meets, and how it is to end.
struct Situation {
    let name: String
    let title: String
    let file: FileOrder
    /// What is played to it; nothing where it is `nil`.
    let scenario: Scenario?
    let conditions: Conditions
    let ending: Ending
    /// Ids of requirements that the situation is for: each must be passed.
    let exercises: [String]
    /// Ids of requirements that the client cannot keep here, because it was given what breaks them.
    let leavesOut: Set<String>
    /// How long the client may take.
    let limit: Duration

    struct FileOrder: Hashable {
        /// The format that the client is told.
        let format: SampleFile.Format
        /// What the file is really like.
        let content: SampleFile.Format
        let bytes: Int
        /// `nil` for the situation's.
        let name: String?
    }

    /// What differs from the emulator's defaults.
    struct Conditions: Hashable {
        var serverCertificate = Settings.ServerCertificate.valid
        var refusal = Settings.TLS().refusal
        var profile = Settings.Profile.documented
        var variants: [AnswerVariant] = []
        var clientCertificate = ClientCertificate.valid
    }

    enum ClientCertificate: String, CaseIterable {
        case valid
        /// Three years old.
        case expired
        case revoked
        /// With ten days left.
        case ending
        /// Of production, in the test environment.
        case otherEnvironment = "other-environment"
    }

    /// How the client's command is to end.
    enum Ending: String, CaseIterable {
        /// With 0.
        case succeeds
        /// With any other code: something has gone wrong, and the client says so.
        case fails
        /// With 0 when the last delivery is Inläst, and with another code when it is not.
        case truthful
        case any
    }
}
