import Domain
import Foundation
import PKI
import Scenarios
import Server
import Settings

/// What a person sees when the emulator is ready: where it is, as whom to call, and calls to paste.
struct Banner {
    let text: String

    /// - Parameters:
    ///   - clock: `nil` when it is the machine's.
    ///   - managementURL: `nil` when there is none.
    init(_ emulator: Emulator, options: ServeOptions, clock: ControllableClock?, managementURL: String?) {
        var lines = [
            "scb-m2m-emulator: a test double of SCB's M2M interface. Never for production data.",
            "",
            "  deliveries   \(options.dataFolder ?? "a temporary folder, removed at the end")",
            "  trust        \(emulator.certificates.serverAuthority.certificatePath)",
        ]
        if let clock {
            lines.append(
                "  clock        \(clock.now.formatted(.iso8601)), and \(clock.isFrozen ? "stands" : "goes on") from there"
            )
        }
        if let managementURL { lines.append("  control      \(managementURL)") }
        let scenarios = options.scenarios.map(\.name).joined(separator: ", ")
        lines += [
            "  scenarios    \(scenarios.isEmpty ? "none" : scenarios)",
            "  seed         \(options.seed)",
        ]
        lines += Self.behaviour(options.settings)
        let shown = options.settings.tls.serverCertificate
        if shown != .valid {
            lines.append("  server       shows the certificate '\(shown.rawValue)': a careful client must refuse it")
        }
        for environment in emulator.environments { lines += Self.lines(of: environment) }
        if let calls = CurlCalls(emulator) {
            lines += ["", "Paste, in this order:", ""] + calls.lines
        }
        lines += ["", "Ctrl-C stops it.", ""]
        self.text = lines.joined(separator: "\n")
    }

    /// What is not as usual about the answers.
    private static func behaviour(_ settings: Settings) -> [String] {
        var lines: [String] = []
        if settings.profile != .documented { lines.append("  profile      \(settings.profile.rawValue)") }
        let variants = AnswerVariant.allCases.filter(settings.answers.variants.contains)
        if let first = variants.first {
            lines.append("  variants     \(first.rawValue): \(first.change)")
            lines += variants.dropFirst().map { "               \($0.rawValue): \($0.change)" }
        }
        return lines
    }

    private static func lines(of environment: RunningEnvironment) -> [String] {
        let name = environment.name.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0)
        var lines = ["", "  \(name) \(environment.baseURL)"]
        for (client, reporter) in zip(environment.clients, environment.reporters) {
            lines.append("  user         \(client.user), serial number \(client.credential.certificate.facts.serial)")
            lines.append("               \(client.credential.certificatePath)")
            lines.append("               \(client.archivePath) (password in \(client.passwordPath))")
            lines += reporter.user.grants.map { grant in
                let formats = grant.formats.map(\.text).sorted().joined(separator: ", ")
                return "               may report for \(grant.organisation) to \(grant.program): \(formats)"
            }
        }
        return lines
    }
}

/// A first delivery with curl to the test environment, as its first user.
private struct CurlCalls {
    let lines: [String]

    init?(_ emulator: Emulator) {
        guard let client = emulator.test.clients.first,
            let grant = emulator.test.reporters.first?.user.grants.first,
            let format = grant.formats.map(\.text).sorted().last
        else { return nil }
        let credential = client.credential
        let curl =
            "curl --noproxy '*' -w '\\n' --cacert \(Self.quoted(emulator.certificates.serverAuthority.certificatePath)) "
            + "--cert \(Self.quoted(credential.certificatePath)) --key \(Self.quoted(credential.keyPath))"
        let jar = Self.quoted(NSTemporaryDirectory() + "m2m-cookies")
        let base = emulator.test.baseURL
        self.lines = [
            "  \(curl) -c \(jar) \(base)heartbeat",
            "",
            "  echo '\(Self.report(of: grant.organisation))' | \(curl) -b \(jar) -F 'File=@-;filename=first.xml' "
                + "\(base)file/-1/\(grant.organisation)/\(grant.program)/2026-09-30/\(format)/first.xml/",
            "",
            "  \(curl) \(base)history/THE-DELIVERYID-OF-THE-ANSWER-ABOVE",
        ]
    }

    /// The least that validation finds nothing wrong with, in the format V40.
    private static func report(of organisation: OrganisationNumber) -> String {
        "<Report xmlns=\"http://scb.se/gdb/vinn\" ReportingAgentName=\"Exempelbanken\" "
            + "ReportingAgentCode=\"\(organisation)\" ReferencePeriod=\"2026-09-30\"/>"
    }

    /// The file at `path`, wherever the command is pasted, as one word for a POSIX shell.
    private static func quoted(_ path: String) -> String {
        let path = URL(fileURLWithPath: path).path
        return "'\(path.replacingOccurrences(of: "'", with: "'\\''"))'"
    }
}
