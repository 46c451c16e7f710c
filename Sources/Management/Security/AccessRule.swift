import HTTPTypes

/// Who may call: any web page that somebody on this machine looks at can reach a loopback port, and some answers hold
/// private keys. So a request must be meant for this listener, must come from no page of another's, and must show the
/// token when there is one.
struct AccessRule: Sendable {
    let host: String
    let token: ManagementToken?

    /// Open to everybody who may ask at all: whether the process is alive is no secret.
    static let openPath = "/health"

    /// - Throws: 400, 403 or 401, in that order.
    func check(_ head: HTTPRequest, path: String) throws(ControlProblem) {
        let authority = try self.authority(of: head)
        try self.checkOrigin(head.headerFields, authority: authority)
        try self.checkToken(head.headerFields, path: path)
    }

    private func authority(of head: HTTPRequest) throws(ControlProblem) -> String {
        let further = head.headerFields.count { $0.name == .host }
        guard let authority = head.authority, !authority.isEmpty, further == 0 else {
            throw .hostMissing(count: further + (head.authority?.isEmpty == false ? 1 : 0))
        }
        // Whoever has the token needs no name to be told from a page.
        if self.listensEverywhere { return authority }
        let allowed = ["127.0.0.1", "[::1]", "localhost"] + (LoopbackHost.contains(self.host) ? [] : [self.host])
        let name = HostName(authority: authority)?.text
        guard let name, LoopbackHost.names.contains(name) || name == HostName(self.host).text else {
            throw .hostRefused(authority, allowed: allowed)
        }
        return authority
    }

    private var listensEverywhere: Bool { self.token != nil && ["0.0.0.0", "::"].contains(self.host) }

    private func checkOrigin(_ fields: HTTPFields, authority: String) throws(ControlProblem) {
        let own = "http://\(authority)"
        if let origin = fields[.origin], origin.lowercased() != own.lowercased() {
            throw .originRefused("Origin", origin, own: own)
        }
        // Sent by browsers with each request, also with those that have no Origin.
        if let site = fields[.secFetchSite], !["same-origin", "none"].contains(site.lowercased()) {
            throw .originRefused("Sec-Fetch-Site", site, own: own)
        }
    }

    private func checkToken(_ fields: HTTPFields, path: String) throws(ControlProblem) {
        guard let token = self.token, path != Self.openPath else { return }
        let words = fields[.authorization]?.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true) ?? []
        guard words.count == 2, words[0].lowercased() == "bearer" else { throw .tokenMissing }
        guard token.matches(words[1]) else { throw .tokenWrong }
    }
}

extension HTTPField.Name {
    static let host = HTTPField.Name("Host")!
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
