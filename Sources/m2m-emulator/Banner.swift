import Domain
import Foundation
import PKI
import Server
import Settings

/// What a person sees when the emulator is ready: where it is, as whom to call, and calls to paste.
struct Banner {
    let text: String

    init(_ emulator: Emulator, options: ServeOptions) {
        let certificates = emulator.certificates
        var lines = [
            "scb-m2m-emulator: a test double of SCB's M2M interface. Never for production data.",
            "",
            "  listening    \(emulator.baseURL)",
            "  deliveries   \(options.dataFolder ?? "a temporary folder, removed at the end")",
            "  trust        \(certificates.serverAuthority.certificatePath)",
        ]
        let reporters = options.settings.environments[.test]?.reporters ?? []
        for (client, reporter) in zip(certificates.environments[.test]?.clients ?? [], reporters) {
            lines.append("  user         \(client.user), serial number \(client.credential.certificate.facts.serial)")
            lines.append("               \(client.credential.certificatePath)")
            lines.append("               \(client.archivePath) (password in \(client.passwordPath))")
            lines += reporter.user.grants.map { grant in
                let formats = grant.formats.map(\.text).sorted().joined(separator: ", ")
                return "               may report for \(grant.organisation) to \(grant.program): \(formats)"
            }
        }
        if let calls = CurlCalls(emulator, options: options) {
            lines += ["", "Paste, in this order:", ""] + calls.lines
        }
        lines += ["", "Ctrl-C stops it.", ""]
        self.text = lines.joined(separator: "\n")
    }
}

/// A first delivery with curl, as the first user.
private struct CurlCalls {
    let lines: [String]

    init?(_ emulator: Emulator, options: ServeOptions) {
        guard let client = emulator.certificates.environments[.test]?.clients.first,
            let grant = options.settings.environments[.test]?.reporters.first?.user.grants.first,
            let format = grant.formats.map(\.text).sorted().last
        else { return nil }
        let credential = client.credential
        let curl =
            "curl --noproxy '*' -w '\\n' --cacert \(Self.quoted(emulator.certificates.serverAuthority.certificatePath)) "
            + "--cert \(Self.quoted(credential.certificatePath)) --key \(Self.quoted(credential.keyPath))"
        let jar = Self.quoted(NSTemporaryDirectory() + "m2m-cookies")
        let base = emulator.baseURL
        self.lines = [
            "  \(curl) -c \(jar) \(base)heartbeat",
            "",
            "  echo '<Report xmlns=\"http://scb.se/gdb/vinn\"/>' | \(curl) -b \(jar) -F 'File=@-;filename=first.xml' "
                + "\(base)file/-1/\(grant.organisation)/\(grant.program)/2026-09-30/\(format)/first.xml/",
            "",
            "  \(curl) \(base)history/THE-DELIVERYID-OF-THE-ANSWER-ABOVE",
        ]
    }

    /// The file at `path`, wherever the command is pasted, as one word for a POSIX shell.
    private static func quoted(_ path: String) -> String {
        let path = URL(fileURLWithPath: path).path
        return "'\(path.replacingOccurrences(of: "'", with: "'\\''"))'"
    }
}
