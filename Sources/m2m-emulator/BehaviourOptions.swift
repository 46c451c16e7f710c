public import ArgumentParser
public import Domain
public import Settings

/// What the command line says of strictness and of the answers' form; what it leaves out is as in the settings.
struct BehaviourOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            How strict the emulator is where SCB's text does not say; takes the place of the settings' profile, while \
            what their keys say still wins. No scenario: those play faults, whatever the profile.
            """,
            valueName: "profile"
        )
    )
    var profile: Settings.Profile?

    @Option(
        name: .customLong("variant"),
        help: ArgumentHelp(
            """
            Write the answers in another way that SCB's text leaves open, to find what a client depends on by accident; \
            repeatable, and added to answers.variants of the settings.
            """,
            valueName: "name"
        )
    )
    var variants: [AnswerVariant] = []

    func apply(to settings: inout Settings) {
        settings.answers.variants.formUnion(self.variants)
    }
}

extension Settings.Profile: ExpressibleByArgument {
    public var defaultValueDescription: String {
        switch self {
        case .documented: "what SCB's text says, and the emulator's choice where it says nothing"
        case .lenient: "what can be tolerated is, and told in M2M-Emulator-Note"
        case .pedantic: "what a strict service may refuse is refused"
        }
    }
}

extension AnswerVariant: ExpressibleByArgument {
    public var defaultValueDescription: String { self.change }
}
