import Domain
import Foundation
import Pipeline
import Store
import Testing

@Suite("What the store keeps")
struct RoundTripTests {
    let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    static let owners: [UploadOwner] = [.session(token: "s-1"), .certificate(fingerprint: "f-1")]

    private func withStore<Result>(_ body: (EnvironmentStore) throws -> Result) throws -> Result {
        try body(EnvironmentStore(folder: self.folder.path))
    }

    @Test("An upload comes back with every field, by the next process too", arguments: owners, [0, 3])
    func upload(owner: UploadOwner, next: Int) throws {
        let upload = try Example.upload(owner: owner, next: next)
        try self.withStore { try $0.syncUpload(upload.id) { upload } }
        let restored = try self.withStore { try $0.restore(now: Example.now) }
        #expect(restored.uploads == [upload])
        #expect(restored.knownFiles == [upload.id])
        // A format's name compares without regard to case, its spelling is kept.
        #expect(restored.uploads.first?.key.format.text == "Krita_Monthly")
    }

    @Test(
        "A delivery comes back with every field, by the next process too",
        arguments: Example.lives,
        [nil] + owners
    )
    func delivery(life: DeliveryLife, closedBy owner: UploadOwner?) throws {
        let delivery = try Example.delivery(life: life, closedBy: owner)
        try self.withStore { try $0.commit(delivery) }
        try self.withStore { store throws in
            let found = try store.delivery(delivery.id)
            #expect(found == delivery)
            let restored = try store.restore(now: Example.now)
            #expect(restored.open == [delivery])
            #expect(restored.knownFiles == [delivery.id])
        }
    }

    @Test("A session comes back as it was last kept; one that ended does not")
    func sessions() throws {
        let sessions = (1...3).map {
            Session(token: "t\($0)", certificate: "c\($0)", user: "u\($0)", lastUsed: Example.now)
        }
        var renewed = sessions[1]
        renewed.lastUsed += 0.5
        try self.withStore { try $0.saveSessions(sessions, ended: []) }
        try self.withStore { try $0.saveSessions([renewed], ended: [sessions[0]]) }
        let restored = try self.withStore { try $0.restore(now: Example.now).sessions }
        #expect(Set(restored) == [renewed, sessions[2]])
    }

    @Test("The later state of an upload takes the earlier one's place; no state forgets it")
    func sync() throws {
        try self.withStore { store throws in
            let first = try Example.upload(next: 0)
            let second = try Example.upload(first.id, next: 1)
            for state in [first, second, second] { try store.syncUpload(first.id) { state } }
            #expect(try store.restore(now: Example.now).uploads == [second])
            try store.syncUpload(first.id) { nil }
            try store.syncUpload(first.id) { nil }
            let restored = try store.restore(now: Example.now)
            #expect(restored.uploads == [])
            #expect(restored.knownFiles == [])
        }
    }

    @Test("Only deliveries that are not settled by now are restored; the files of all are known")
    func settled() throws {
        try self.withStore { store throws in
            let deliveries = try [-1.0, 0, 0.125, 60].map { try Example.delivery(settlesIn: $0) }
            for delivery in deliveries { try store.commit(delivery) }
            let restored = try store.restore(now: Example.now)
            #expect(Set(restored.open) == Set(deliveries[2...]))
            #expect(restored.knownFiles == Set(deliveries.map(\.id)))
        }
    }

    @Test(
        "A delivery that waits for validation, a poll or time is open whatever the hour; one at its course's end is not"
    )
    func open() throws {
        try self.withStore { store throws in
            let deliveries = try Example.lives.map { try Example.delivery(life: $0) }
            for delivery in deliveries { try store.commit(delivery) }
            let late = Example.now + 1e9
            let open = deliveries.filter { $0.isOpen(at: late) }
            #expect(open.count == 3)
            #expect(Set(try store.openDeliveries(at: late)) == Set(open))
        }
    }

    @Test("A change is kept, by the next process too; what changes nothing or fails leaves the row as it was")
    func changed() throws {
        let delivery = try Example.delivery(life: .validated(settlesAt: Example.now, report: nil))
        try self.withStore { store throws in
            try store.commit(delivery)
            #expect(try store.change(delivery.id) { $0.status(at: Example.now) } == .processing)
            struct Refusal: Error {}
            #expect(throws: Refusal.self) {
                try store.change(delivery.id) { delivery in
                    delivery.settle(.empty)
                    throw Refusal()
                }
            }
            #expect(try store.delivery(delivery.id) == delivery)
            try store.change(delivery.id) { $0.settle(Example.report) }
            #expect(try store.change(DeliveryID(UUID())) { _ in 1 } == nil)
        }
        let found = try self.withStore { try $0.delivery(delivery.id) }
        #expect(found?.report(at: Example.now) == Example.report)
    }

    @Test("A delivery that is not there is no failure")
    func missing() throws {
        let found = try self.withStore { try $0.delivery(DeliveryID(UUID())) }
        #expect(found == nil)
    }

    @Test("A delivery takes its upload's place in one; no later call brings the upload back")
    func neverResurrected() throws {
        let upload = try Example.upload()
        let other = try Example.upload()
        let delivery = try Example.delivery(upload.id)
        try self.withStore { store throws in
            for upload in [upload, other] { try store.syncUpload(upload.id) { upload } }
            try store.commit(delivery)
            #expect(try store.restore(now: Example.now).uploads == [other])
            try store.syncUpload(upload.id) { upload }
            #expect(try store.restore(now: Example.now).uploads == [other])
            #expect(try store.delivery(upload.id) == delivery)
        }
    }

    @Test("A delivery is committed once; a second time fails and changes nothing")
    func committedOnce() throws {
        try self.withStore { store throws in
            let delivery = try Example.delivery()
            try store.commit(delivery)
            #expect(throws: (any Error).self) { try store.commit(Example.delivery(delivery.id, settlesIn: 3)) }
            #expect(try store.delivery(delivery.id) == delivery)
        }
    }

    @Test("Of two threads that keep one upload, the later to write is the later to look: the last state stays")
    func convergence() throws {
        try self.withStore { store throws in
            let upload = try Example.upload()
            let states = try (0..<100).map { try Example.upload(upload.id, next: $0) }
            let latest = Latest()
            for round in 0..<50 {
                DispatchQueue.concurrentPerform(iterations: 2) { thread in
                    latest.raise(to: 2 * round + thread)
                    #expect(throws: Never.self) {
                        try store.syncUpload(upload.id) { states[latest.look()] }
                    }
                }
                #expect(try store.restore(now: Example.now).uploads == [states[2 * round + 1]])
            }
            #expect(latest.mostAtOnce == 1)
        }
    }
}

/// The highest number so far, as the registry's state only ever goes forward; and how many threads looked at once.
private final class Latest: @unchecked Sendable {
    private let lock = NSLock()
    private var highest = 0
    private var looking = 0
    private var most = 0

    var mostAtOnce: Int { self.lock.withLock { self.most } }

    func raise(to number: Int) {
        self.lock.withLock { self.highest = max(number, self.highest) }
    }

    func look() -> Int {
        let number = self.lock.withLock {
            self.looking += 1
            self.most = max(self.most, self.looking)
            return self.highest
        }
        // Time for the other thread to come in between, if anything lets it.
        for _ in 0..<200 { sched_yield() }
        self.lock.withLock { self.looking -= 1 }
        return number
    }
}
