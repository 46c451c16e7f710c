public import ArgumentParser
public import Settings

/// What the command line says of TLS; what it leaves out is as in the settings.
struct TLSOptions: ParsableArguments {
    @Option(help: ArgumentHelp("TLS versions to speak; overrides tls.versions of the settings.", valueName: "versions"))
    var tls: Settings.TLSVersions?

    @Option(
        help: ArgumentHelp(
            """
            How a bad client certificate is refused, by a 403 with the reason or by failing the handshake; overrides \
            tls.refusal of the settings.
            """,
            valueName: "mode"
        )
    )
    var refusal: Settings.RefusalMode?

    @Option(
        help: ArgumentHelp(
            """
            What the emulator shows as its own certificate; overrides tls.server-certificate of the settings.
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
