public import ArgumentParser
public import Settings

/// What the command line says of TLS; what it leaves out is as in the settings.
struct TLSOptions: ParsableArguments {
    @Option(help: "TLS versions to speak: 1.2, 1.3 or both. Overrides tls.versions of the settings.")
    var tls: Settings.TLSVersions?

    @Option(
        help: ArgumentHelp(
            """
            How a bad client certificate is refused: explain (403 with the reason) or reject (the handshake fails). \
            Overrides tls.refusal of the settings.
            """,
            valueName: "mode"
        )
    )
    var refusal: Settings.RefusalMode?

    @Option(
        help: ArgumentHelp(
            """
            What the emulator shows as its own certificate: valid, expired, not-yet-valid, self-signed, wrong-host or \
            untrusted. Overrides tls.server-certificate of the settings.
            """,
            valueName: "kind"
        )
    )
    var serverCertificate: Settings.ServerCertificate?

    func apply(to settings: inout Settings.TLS) {
        if let tls { settings.versions = tls }
        if let refusal { settings.refusal = refusal }
        if let serverCertificate { settings.serverCertificate = serverCertificate }
    }
}

extension Settings.TLSVersions: ExpressibleByArgument {}
extension Settings.RefusalMode: ExpressibleByArgument {}
extension Settings.ServerCertificate: ExpressibleByArgument {}
