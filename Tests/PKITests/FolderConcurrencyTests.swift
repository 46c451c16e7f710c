import Dispatch
import Domain
import Foundation
import Testing

@testable import PKI

@Suite("Two starts at once")
struct FolderConcurrencyTests {
    private let fixture: FolderFixture

    init() throws { self.fixture = try FolderFixture() }

    @Test("Of several openings of an empty folder one makes everything, the others find it")
    func together() throws {
        let fixture = self.fixture
        let lock = NSLock()
        nonisolated(unsafe) var results: [Result<CertificateFolder, any Error>] = []
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            let result = Result { try fixture.open() }
            lock.withLock { results.append(result) }
        }
        let folders = try results.map { try $0.get() }
        #expect(folders.map(\.changes.count).sorted() == [0, 0, 0, 16])
        #expect(Set(folders.map(\.serverRSA.certificate.facts)).count == 1)
        #expect(Set(folders.compactMap(\.clients.first?.credential.certificate.facts)).count == 1)
        try self.fixture.expectSound()
    }

    @Test("The lock holds against other processes, and only while it is held", .enabled(if: Tool.flock.isInstalled))
    func otherProcess() throws {
        let path = self.fixture.disk.path(FolderLock.name)
        let during = try FolderLock.hold(self.fixture.disk.path) { () throws(PKIError) in
            Result { try Tool.flock.run("--nonblock", path, "true").status }
        }
        #expect(try during.get() == 1)
        #expect(try Tool.flock.run("--nonblock", path, "true").status == 0)
    }
}
