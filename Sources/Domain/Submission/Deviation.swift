/// Something that a strict service might refuse and this one tolerated. Told to the client in the header
/// `M2M-Emulator-Note` and logged, so that nobody comes to depend on it unawares.
public struct Deviation: Hashable, Sendable {
    /// Stable, kebab-case; the value of the header.
    public let code: String
    /// One sentence for the log.
    public let message: String

    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    static let unicodeMinus = Deviation(
        code: "unicode-minus",
        message: "the fragment index was written with U+2212 and taken as -1; SCB may refuse it"
    )

    /// A fragment came without a live session where none is required.
    public static let sessionMissing = Deviation(
        code: "session-missing",
        message: "the fragment came without the cookie of a live session; SCB may refuse it"
    )

    static func organisationCheckDigit(_ number: OrganisationNumber) -> Deviation {
        Deviation(
            code: "organisation-check-digit",
            message: "the last digit of organisation number \(number) is not its check digit"
        )
    }

    /// The latest fragment was sent again with the same bytes.
    public static func fragmentRepeated(_ index: FragmentIndex) -> Deviation {
        Deviation(
            code: "fragment-repeated",
            message: "fragment \(index) was sent again with the same bytes and acknowledged again"
        )
    }

    /// The closing fragment of a delivery that is still being processed was sent again.
    public static let closingRepeated = Deviation(
        code: "closing-repeated",
        message: "the closing fragment was sent again and acknowledged again; no second delivery was made"
    )
}
