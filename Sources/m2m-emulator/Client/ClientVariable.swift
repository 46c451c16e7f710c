import Foundation

/// The environment's variables that stand for options of the client commands, and that `certify` sets for a client.
enum ClientVariable: String {
    case baseURL = "M2M_BASE_URL"
    case ca = "M2M_CA"
    case certificate = "M2M_CERTIFICATE"
    case key = "M2M_KEY"
    case pkcs12 = "M2M_PKCS12"
    case pkcs12Password = "M2M_PKCS12_PASSWORD"
    case file = "M2M_FILE"
    case organisation = "M2M_ORGANISATION"
    case program = "M2M_PROGRAM"
    case period = "M2M_PERIOD"
    case format = "M2M_FORMAT"
    case version = "M2M_VERSION"
    /// Which situation of a plan it is; only for the client's own information.
    case situation = "M2M_SITUATION"

    /// `nil` when it is not set, or set to nothing.
    var value: String? {
        guard let value = ProcessInfo.processInfo.environment[self.rawValue], !value.isEmpty else { return nil }
        return value
    }
}
