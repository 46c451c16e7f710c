/// A certificate that OpenSSL accepted as such but whose fields cannot be told.
public struct X509FactsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field, what was found in it and what is allowed there.
    public let description: String

    init(_ description: String) { self.description = description }

    static func unreadable(_ field: String) -> X509FactsError {
        let cause = OpenSSLErrorQueue.drain().map { ": \($0)" } ?? ""
        return X509FactsError("The certificate's \(field) cannot be read\(cause).")
    }
}
