import Domain
import Foundation
import Store
import TLS
import Testing

@testable import Pipeline

@Suite("Users who come and go with their sandboxes")
struct SandboxTests {
    let installation: Installation
    private let name: SandboxName

    init() throws {
        self.installation = try Installation()
        self.name = try #require(SandboxName("nightly"))
    }

    /// What the bank may report, with the serial number 5B.
    private var user: User {
        User(name: self.name.user, serials: [.known("5B")], isDisabled: false, grants: User.bank.grants)
    }

    /// Admits the sandbox's user and lets `body` be its client; `store` is the real one, for whoever wants a word in it.
    private func withSandbox(_ body: (Client, FlakyStore) throws -> Void) throws {
        let store = FlakyStore(try self.installation.store())
        try self.installation.run(store: store) { bank throws in
            bank.pipeline.admit(self.user)
            try body(bank.other(.certificate("5B")), store)
        }
    }

    @Test("Whose user is admitted may call; dismissed, the certificate stands for nobody")
    func admitted() throws {
        try self.withSandbox { client, _ throws in
            #expect(try client.pipeline.reporter(.good(.certificate("5B"))).user == self.user)
            client.pipeline.dismiss(self.name)
            let problem = #expect(throws: Problem.self) { try client.pipeline.reporter(.good(.certificate("5B"))) }
            #expect(problem?.code == "certificate-unmapped")
        }
    }

    @Test("A user of the settings keeps a serial number that a sandbox claims")
    func claimedSerial() throws {
        try self.withSandbox { client, _ throws in
            client.pipeline.admit(
                User(name: self.name.user, serials: [.known("01")], isDisabled: false, grants: [])
            )
            #expect(try client.pipeline.reporter(.good(.certificate("01"))).user == .bank)
        }
    }

    @Test("A file that is being made a delivery while its sandbox is removed makes none")
    func removedAtCommit() throws {
        try self.withSandbox { client, store throws in
            let (pipeline, name) = (client.pipeline, self.name)
            store.beforeCommit { pipeline.dismiss(name) }
            #expect(try client.answer("-1", "<a/>") == .refused("certificate-unmapped"))
            #expect(try store.users() == [])
            #expect(try self.installation.files == [])
        }
    }

    @Test("So it is when a sandbox of the same name is made meanwhile: that has another certificate")
    func remadeAtCommit() throws {
        try self.withSandbox { client, store throws in
            let (pipeline, grants) = (client.pipeline, self.user.grants)
            let other = User(name: self.name.user, serials: [.known("5C")], isDisabled: false, grants: grants)
            store.beforeCommit { pipeline.admit(other) }
            #expect(try client.answer("-1", "<a/>") == .refused("certificate-unmapped"))
            #expect(try store.users() == [])
        }
    }

    @Test("A file that is being made a delivery while everything of its user is forgotten makes none")
    func forgottenAtCommit() throws {
        try self.withSandbox { client, store throws in
            let (pipeline, user) = (client.pipeline, self.name.user)
            store.beforeCommit { try? pipeline.forgetAll(of: user) }
            #expect(try client.answer("-1", "<a/>") == .refused("fragment-superseded"))
            #expect(try store.users() == [])
            #expect(try self.installation.files == [])
        }
    }

    @Test("All of a user's is forgotten, nothing of another's")
    func forgotten() throws {
        try self.withSandbox { client, store throws in
            let bank = try client.other(.certificate("01"))
            let kept = try bank.deliver("<a/>")
            try client.deliver("<a/>")
            try client.send("0", "<a>")
            try client.pipeline.forgetAll(of: self.name.user)
            #expect(try self.installation.files == [kept.description])
            #expect(try store.users() == ["bank"])
            #expect(try client.answer("1", "</a>") == .refused("session-unknown"))
            #expect(try bank.status(kept) == .processing)
        }
    }

    @Test("A fragment that is under way while everything is forgotten loses its place")
    func forgottenUnderWay() throws {
        try self.withSandbox { client, store throws in
            let receipt = try client.begin("0")
            try client.pipeline.forgetAll(of: self.name.user)
            #expect(try client.answer(finishing: receipt, "<a>") == .refused("fragment-superseded"))
            #expect(try store.users() == [])
            #expect(try self.installation.files == [])
        }
    }

    @Test("What a request begins when its sandbox is gone already goes at the next sweep")
    func lateComers() throws {
        try self.withSandbox { client, store throws in
            let authorized = try client.authorize("0")
            client.pipeline.dismiss(self.name)
            let receipt = try client.pipeline.reserve(authorized)
            try client.pipeline.begin(receipt)
            try client.finish(receipt, "<a>")
            #expect(try store.users() == [self.name.user])
            try client.pipeline.sweep()
            #expect(try store.users() == [])
            #expect(try self.installation.files == [])
        }
    }

    @Test("What an emulator that was killed left of a sandbox is gone at the start")
    func restarted() throws {
        try self.withSandbox { client, _ throws in
            try client.deliver("<a/>")
            try client.send("0", "<a>")
        }
        let store = try self.installation.store()
        try self.installation.run(store: store) { bank throws in
            #expect(try self.installation.files == [])
            #expect(try store.users() == [])
            #expect(bank.pipeline.unvalidated == [])
        }
    }
}
