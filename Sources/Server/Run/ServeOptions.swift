public import Settings

/// Where and with what an emulator runs.
public struct ServeOptions: Sendable {
    public var settings: Settings
    /// An address or name to listen on.
    public var host = "127.0.0.1"
    /// 0 for any free port.
    public var port = 8443
    /// Where deliveries are kept; `nil` for a temporary folder that goes with the emulator.
    public var dataFolder: String? = "data"
    /// Where keys and certificates are kept; made if it is not there.
    public var certificatesFolder = "certs-dev"

    public init(settings: Settings) {
        self.settings = settings
    }
}
