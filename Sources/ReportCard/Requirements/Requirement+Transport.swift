import Journal
import NIOHTTP1

extension Requirement {
    static let transport = [tlsVersion, serverVerified, connectionReuse]

    private static let tlsVersion = Requirement(
        "tls-version",
        "TLS 1.2 or 1.3",
        .assumed("SCB names no version"),
        text: "The client speaks TLS 1.2 or 1.3.",
        advice: "Use a TLS library that is kept up to date, and let it choose the version."
    ) { traffic, findings in
        for entry in traffic.entries {
            if let version = entry.connection.tlsVersion, entry.request != nil {
                findings.kept(Evidence(entry, "spoke \(version)"))
            } else if let handshake = entry.handshake, handshake.isOfVersion {
                findings.broken(Evidence(entry, handshake.reason))
            }
        }
    }

    private static let serverVerified = Requirement(
        "server-verified",
        "The server's certificate is verified",
        .assumed("any client of mutual TLS must, RFC 9110, 4.3.4"),
        text: """
            A client sends nothing to a server whose certificate is expired, of another CA or of another host. Ordinary \
            traffic cannot show it: it is seen when the emulator shows a bad certificate.
            """,
        advice: "Never switch verification off, in tests neither: give the client the CA that it is to trust."
    ) { traffic, findings in
        guard traffic.context.showsBadServerCertificate else { return }
        for entry in traffic.entries {
            if let request = entry.request {
                findings.broken(Evidence(entry, "\(request.method) was sent although the server's certificate is bad"))
            } else if let end = entry.handshake?.clientsEnd {
                findings.kept(Evidence(entry, "the client ended the handshake \(end)"))
            }
        }
    }

    private static let connectionReuse = Requirement(
        "connection-reuse",
        "Connections are kept for further calls",
        .observed("SCB's client sends all calls of a file on one connection"),
        text: "The calls of a file go over a connection that was kept, not each over one of its own.",
        advice: "Make one HTTP client for the whole run and read each answer to its end; then it keeps its connection."
    ) { traffic, findings in
        for upload in traffic.uploads {
            let steps = upload.steps.filter { before, _ in before.leavesConnectionOpen }
            let kept = steps.count { $0.connection == $1.connection }
            guard let last = steps.last?.1 else { continue }
            if kept > 0 {
                findings.kept(last, "\(kept + 1) calls of '\(upload.file.name)' shared connections")
            } else if steps.count > 1 {
                findings.broken(
                    last,
                    "each of \(steps.count + 1) calls of '\(upload.file.name)' had a connection of its own"
                )
            } else {
                findings.open(last, "two calls of '\(upload.file.name)' had a connection each, which may be chance")
            }
        }
    }
}

extension RecordedHandshake {
    /// Alerts with which a client says that it does not take the server's certificate (RFC 8446, 6.2).
    private static let refusals: Set<String> = [
        "bad_certificate received", "unsupported_certificate received", "certificate_revoked received",
        "certificate_expired received", "certificate_unknown received", "unknown_ca received",
    ]

    /// How the client ended the handshake when it had seen the server's certificate; `nil` for any other end.
    fileprivate var clientsEnd: String? {
        guard self.refusal == nil else { return nil }
        if let alert = self.alert { return Self.refusals.contains(alert) ? "with the alert \(alert)" : nil }
        // Some libraries find the wrong host name and close without a word.
        return self.reason.contains("closed the connection in the TLS handshake") ? "without an alert" : nil
    }

    fileprivate var isOfVersion: Bool {
        let text = "\(self.alert ?? "") \(self.reason)".lowercased()
        return ["protocol_version", "unsupported protocol"].contains { text.contains($0) }
    }
}

extension Call {
    /// Whether the connection could be used for the next call.
    fileprivate var leavesConnectionOpen: Bool {
        guard let answer = self.request.answer, !self.isInjected else { return false }
        return answer.headers.first(name: "connection")?.lowercased() != "close"
    }
}
