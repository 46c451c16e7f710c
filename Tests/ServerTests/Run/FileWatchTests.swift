import Domain
import Foundation
import Pipeline
import TLS
import Testing

@testable import Server

/// Files in a folder of their own, and the watch's every look is the test's.
@Suite struct FileWatchTests {
    private let folder: DataFolder
    private let log = LogLines()
    private let taken = Taken()
    private let path: String

    init() throws {
        self.folder = try DataFolder(path: nil)
        self.path = "\(self.folder.path)/file"
    }

    /// What the file held each time it was taken up; the texts that are refused stand for files that cannot be read.
    private final class Taken: @unchecked Sendable {
        var texts: [String?] = []

        func takeUp(_ path: String) throws -> String {
            let text = try? String(contentsOfFile: path, encoding: .utf8)
            if text == "bad" { throw Refusal() }
            self.texts.append(text)
            return text == nil ? "gone" : "here"
        }
    }

    private struct Refusal: Error, CustomStringConvertible {
        var description: String { "it holds 'bad'." }
    }

    private func watch() -> FileWatch {
        let (taken, path) = (self.taken, self.path)
        let file = WatchedFile(path: path, former: "the texts before") { try taken.takeUp(path) }
        return FileWatch([file], logger: self.log.logger)
    }

    private func write(_ text: String) throws {
        try text.write(toFile: self.path, atomically: true, encoding: .utf8)
    }

    @Test("A file is taken up at the first look, then only when it has changed, each time told")
    func changes() throws {
        defer { self.folder.removeIfTemporary() }
        try self.write("one")
        let watch = self.watch()
        watch.check()
        watch.check()
        #expect(self.taken.texts == ["one"])
        #expect(self.log.take() == [])
        try self.write("two")
        watch.check()
        watch.check()
        #expect(self.taken.texts == ["one", "two"])
        #expect(self.log.take() == ["notice '\(self.path)' has changed and was taken up: here"])
    }

    @Test("A file that appears and one that goes have changed too")
    func absence() throws {
        defer { self.folder.removeIfTemporary() }
        let watch = self.watch()
        watch.check()
        try self.write("one")
        watch.check()
        try FileManager.default.removeItem(atPath: self.path)
        watch.check()
        watch.check()
        #expect(self.taken.texts == [nil, "one", nil])
    }

    @Test("A file of the same length and the same time is another when it stands in the other's place")
    func renamed() throws {
        defer { self.folder.removeIfTemporary() }
        let date = Date(timeIntervalSince1970: 1_700_000_000)
        try self.write("one")
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: self.path)
        let watch = self.watch()
        watch.check()
        try "two".write(toFile: "\(self.path).new", atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: "\(self.path).new")
        #expect(rename("\(self.path).new", self.path) == 0)
        watch.check()
        #expect(self.taken.texts == ["one", "two"])
    }

    @Test("A file that cannot be taken up is told once, with what stays in force, and again when it changed once more")
    func failures() throws {
        defer { self.folder.removeIfTemporary() }
        try self.write("one")
        let watch = self.watch()
        watch.check()
        for _ in 1...2 {
            try self.write("bad")
            watch.check()
            watch.check()
            let line = "error '\(self.path)' cannot be taken up, the texts before stay in force: it holds 'bad'."
            #expect(self.log.take() == [line])
        }
        #expect(self.taken.texts == ["one"])
        try self.write("two")
        watch.check()
        #expect(self.taken.texts == ["one", "two"])
    }

    @Test("A register that cannot be read leaves the users as they were, and says why")
    func register() throws {
        defer { self.folder.removeIfTemporary() }
        let bank = User(name: "bank", serials: [], isDisabled: false, grants: [])
        let directory = ReporterDirectory(environment: .test, users: [bank])
        let watch = FileWatch([.register(self.path, directory)], logger: self.log.logger)
        func user() throws -> String { try directory.reporter(for: .unchecked(.bank)).user.name }
        watch.check()
        #expect(throws: CertificateRefusal.self) { try user() }
        try self.write(
            """
            {"certificates":[{"serial":"\(CertificateFacts.bank.serial)","user":"bank","subject":"CN=bank","keyType":"P-256",
            "notBefore":"2026-01-01T00:00:00Z","notAfter":"2028-01-01T00:00:00Z","issued":"2026-01-01T00:00:00Z"}]}
            """
        )
        watch.check()
        #expect(try user() == "bank")
        _ = self.log.take()
        try self.write("{")
        watch.check()
        #expect(try user() == "bank")
        let lines = self.log.take()
        #expect(lines.count == 1)
        let start =
            "error '\(self.path)' cannot be taken up, the users that were known before stay in force: '\(self.path)'"
        #expect(lines.first?.hasPrefix(start) == true, "\(lines)")
    }

    @Test("One file that cannot be taken up keeps no other from it")
    func others() throws {
        defer { self.folder.removeIfTemporary() }
        let (taken, path) = (self.taken, self.path)
        try self.write("one")
        let bad = WatchedFile(path: "/nowhere", former: "nothing") { throw Refusal() }
        let watch = FileWatch(
            [bad, WatchedFile(path: path, former: "nothing") { try taken.takeUp(path) }, bad],
            logger: self.log.logger
        )
        watch.check()
        #expect(taken.texts == ["one"])
        #expect(self.log.take().count == 2)
    }
}
