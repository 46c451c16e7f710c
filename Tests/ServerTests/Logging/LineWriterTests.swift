import Foundation
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(5))) struct LineWriterTests {
    @Test("Lines leave in the order in which they were written")
    func order() throws {
        let pipe = try TestPipe()
        let writer = LineWriter(descriptor: pipe.input)
        let lines = (0..<1000).map { "line \($0)" }
        for line in lines { writer.write(line) }
        writer.flush(seconds: 60)
        #expect(pipe.readAll() == lines)
    }

    @Test("Lines of several writers are not mixed, and each one's order is kept")
    func atOnce() throws {
        let pipe = try TestPipe()
        let writer = LineWriter(descriptor: pipe.input)
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            for line in 0..<100 { writer.write("\(thread) \(line)") }
        }
        writer.flush(seconds: 60)
        let lines = pipe.readAll()
        #expect(lines.count == 400)
        for thread in 0..<4 {
            #expect(lines.filter { $0.hasPrefix("\(thread) ") } == (0..<100).map { "\(thread) \($0)" })
        }
    }

    @Test("A pipe that nobody reads stops neither a writer nor a flush; what did not fit is counted")
    func fullPipe() throws {
        let pipe = try TestPipe()
        let filled = pipe.fill()
        let writer = LineWriter(descriptor: pipe.input, limit: 3)
        for line in 0..<100 { writer.write("line \(line)") }
        writer.flush(seconds: 0)
        pipe.discard(filled)
        writer.flush(seconds: 60)
        let lines = pipe.readAll()
        // How many lines had left the queue for the pipe before it was full depends on the machine.
        let kept = lines.filter { $0.hasPrefix("line ") }.compactMap { Int($0.dropFirst(5)) }
        let notice = #/^\((\d+) log lines were dropped: nothing reads them fast enough\)$/#
        let told = lines.compactMap { $0.wholeMatch(of: notice) }
        let dropped = told.compactMap { Int($0.1) }.reduce(0, +)
        #expect(lines.count == kept.count + told.count)
        #expect(kept == kept.sorted())
        #expect(kept.count >= 3)
        #expect(dropped > 0)
        #expect(kept.count + dropped == 100)
    }

    @Test("Lines are dropped no more when there is room again")
    func roomAgain() throws {
        let pipe = try TestPipe()
        let filled = pipe.fill()
        let writer = LineWriter(descriptor: pipe.input, limit: 3)
        for line in 0..<100 { writer.write("line \(line)") }
        pipe.discard(filled)
        writer.flush(seconds: 60)
        writer.write("after")
        writer.flush(seconds: 60)
        #expect(pipe.readAll().last == "after")
    }

    @Test("When the reader is gone, writers and flushes go on without it")
    func readerGone() throws {
        // As NIO has it in a process that has opened a socket; without this the signal would end the process.
        signal(SIGPIPE, SIG_IGN)
        let pipe = try TestPipe()
        pipe.closeOutput()
        let writer = LineWriter(descriptor: pipe.input)
        for line in 0..<10 { writer.write("line \(line)") }
        writer.flush(seconds: 60)
    }
}
