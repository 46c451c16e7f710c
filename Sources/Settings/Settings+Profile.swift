import Domain

extension Settings {
    /// How strict the emulator is where SCB's text does not say (docs/protocol.md, "Profiles").
    public enum Profile: String, Hashable, Sendable, CaseIterable {
        /// What SCB's text says, and the emulator's choice where it says nothing.
        case documented
        /// What can be tolerated is, and told in `M2M-Emulator-Note`.
        case lenient
        /// What a strict service may refuse is refused.
        case pedantic
    }

    /// Gives each setting of strictness the profile's value, whatever it was. A file's own values win over its profile
    /// because they are read afterwards.
    public mutating func adopt(_ profile: Profile) {
        self.profile = profile
        self.session.cookie = profile == .lenient ? .optional : .required
        self.unicodeMinus = profile == .lenient ? .accept : .refuse
        self.organisationCheckDigit = profile == .pedantic ? .refuse : .accept
        self.uploads.repeats = profile == .pedantic ? .refuse : .accept
        self.tls.refusal = profile == .pedantic ? .reject : .explain
        self.certificates.revocationList = profile == .pedantic ? .require : .warn
    }
}
