import Dispatch
import Foundation
import NIOCore
import NIOPosix
import TLS
import Testing

@testable import Server

@Suite struct SmallPartTests {
    @Test(
        "Date as RFC 9110 writes it",
        arguments: [
            (784_111_777.0, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (784_111_777.999, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (1_800_000_000, "Fri, 15 Jan 2027 08:00:00 GMT"),
            (-86_400, "Wed, 31 Dec 1969 00:00:00 GMT"),
        ]
    )
    func date(_ seconds: Double, _ text: String) {
        #expect(HTTPDate().text(at: Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test("One writer of dates follows a clock that goes on, stands still and goes back")
    func dateOverTime() {
        let date = HTTPDate()
        let seconds = [10.0, 10.5, 10.999, 11, 3600, 11.2, 10]
        let texts = seconds.map { date.text(at: Date(timeIntervalSince1970: $0)).suffix(12) }
        #expect(
            texts == [
                "00:00:10 GMT", "00:00:10 GMT", "00:00:10 GMT", "00:00:11 GMT", "01:00:00 GMT", "00:00:11 GMT",
                "00:00:10 GMT",
            ]
        )
    }

    @Test(
        "A time for a person",
        arguments: [
            (TimeAmount.seconds(30), "30 seconds"), (.minutes(5), "300 seconds"), (.milliseconds(250), "250 ms"),
            (.milliseconds(1500), "1500 ms"), (.seconds(0), "0 ms"), (.seconds(1), "1 second"),
        ]
    )
    func timeText(_ time: TimeAmount, _ text: String) {
        #expect(time.text == text)
    }

    @Test("There is room again for each connection that leaves, and for no more")
    func connectionCount() {
        let connections = ConnectionCount(limit: 2)
        #expect([connections.enter(), connections.enter(), connections.enter()] == [true, true, false])
        connections.leave()
        #expect([connections.enter(), connections.enter()] == [true, false])
    }

    @Test("Connections that come at once pass the limit no more than one by one")
    func connectionsAtOnce() {
        let connections = ConnectionCount(limit: 10)
        let entered = ConnectionCount(limit: .max)
        DispatchQueue.concurrentPerform(iterations: 100) { _ in
            if connections.enter() { _ = entered.enter() }
        }
        #expect(!connections.enter())
        for _ in 0..<10 { connections.leave() }
        #expect(connections.enter())
    }

    @Test("No limit of connections means none at all")
    func noConnections() {
        #expect(!ConnectionCount(limit: 0).enter())
    }

    @Test("Work stops when what runs has ended, and starts nothing more")
    func workStops() async throws {
        let work = BlockingWork.started(storageThreads: 1, checkThreads: 1)
        let (running, proceed) = (AsyncStream<Void>.makeStream(), DispatchSemaphore(value: 0))
        async let first = work.storage.runIfActive {
            running.continuation.finish()
            proceed.wait()
            return "ended"
        }
        for await _ in running.stream {}
        async let stopped: Void = work.stop()
        proceed.signal()
        try await stopped
        #expect(try await first == "ended")
        for pool in [work.storage, work.checks] {
            await #expect(throws: (any Error).self) { try await pool.runIfActive { "started" } }
        }
    }
}
