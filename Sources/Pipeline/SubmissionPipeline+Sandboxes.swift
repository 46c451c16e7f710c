public import Domain

// Users who come and go while the emulator runs, with all that is theirs (docs/protocol.md, "Sandboxes").
extension SubmissionPipeline {
    /// A sandbox's user may call from now on.
    public func admit(_ user: User) { self.directory.admit(user) }

    /// The sandbox's user is known no longer. A request of it that is under way then makes no delivery any more.
    public func dismiss(_ sandbox: SandboxName) { self.directory.dismiss(sandbox) }

    /// Ends the user's sessions and uploads, and removes the deliveries with their files; the user stays. Blocking.
    public func forgetAll(of user: String) throws {
        try self.forgetAll { $0 == user }
    }

    /// The same for everybody who is in no sandbox. Blocking.
    public func forgetAllOutsideSandboxes() throws {
        try self.forgetAll { !SandboxName.isUser($0) }
    }

    /// Removes what an earlier process left of its sandboxes, which ended with it. Blocking; once, at the start.
    func forgetFormerSandboxes() throws {
        try self.forgetAll { SandboxName.isUser($0) }
    }

    /// Forgets what requests left that were under way when their sandbox was removed. Blocking.
    func forgetLateComers() throws {
        let isGone: (String) -> Bool = { SandboxName.isUser($0) && !self.directory.hasSandbox(of: $0) }
        let sessions = self.sessions.removeAll(isGone)
        if !sessions.isEmpty { try self.store.saveSessions([], ended: sessions) }
        try self.forget(self.uploads.removeAll(isGone))
    }

    private func forgetAll(_ isMeant: (String) -> Bool) throws {
        try self.store.saveSessions([], ended: self.sessions.removeAll(isMeant))
        // From here on no request that is under way makes a delivery any more.
        var files = self.uploads.removeAll(isMeant)
        for user in try self.store.users() where isMeant(user) { files += try self.store.removeAll(of: user) }
        for id in Set(files) { try self.folder.remove(id) }
    }
}
