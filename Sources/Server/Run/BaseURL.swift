/// The address that clients are given.
enum BaseURL {
    /// - Parameter host: what the emulator listens on; the addresses that mean all interfaces become `localhost`.
    static func text(host: String, port: Int) -> String {
        let name =
            switch host {
            case "0.0.0.0", "::", "": "localhost"
            case let address where address.contains(":"): "[\(address)]"
            default: host
            }
        return "https://\(name):\(port)/m2m/v2/"
    }
}
