/// A certificate or revocation list that OpenSSL accepted as such but whose fields cannot be told.
public struct X509FactsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whose field, what was found in it and what is allowed there.
    public let description: String

    /// The same without its full stop, to stand within a sentence.
    package var clause: String { String(self.description.dropLast()) }

    init(_ description: String) { self.description = description }
}
