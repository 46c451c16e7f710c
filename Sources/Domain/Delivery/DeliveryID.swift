public import Foundation

/// The name of a delivery (*fil-id*): a GUID, lower case with hyphens.
public struct DeliveryID: Hashable, Sendable, CustomStringConvertible {
    public let uuid: UUID

    public init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// - Parameter text: a GUID in the form `8-4-4-4-12`; case carries no meaning.
    public init?(_ text: String) {
        guard let uuid = UUID(uuidString: text) else { return nil }
        self.uuid = uuid
    }

    public var description: String { self.uuid.uuidString.lowercased() }
}
