import Domain
import Foundation
import Testing

@testable import Pipeline

@Suite("An upload by itself")
struct UploadTests {
    private static let began = Date(timeIntervalSince1970: 1_800_000_000)
    private static let later = began.addingTimeInterval(60)

    private static func upload(next: Int = 0, highestSeen: Int = -1) throws -> Upload {
        Upload(
            id: DeliveryID(UUID()),
            key: UploadKey(
                owner: .session(token: "s"),
                organisation: .banken,
                program: .vinn,
                period: try #require(ReferencePeriod("2026-09-30")),
                format: FileFormatName("V10"),
                fileName: "file.xml",
                version: ""
            ),
            user: "bank",
            beganAt: Self.began,
            touchedAt: Self.began,
            nextIndex: next,
            highestSeen: highestSeen,
            size: Int64(next),
            latestSize: next == 0 ? 0 : 1
        )
    }

    @Test("The next fragment is stored, the latest compared, and any other refused")
    func admission() throws {
        for number in 0...5 {
            var upload = try Self.upload(next: 3, highestSeen: 2)
            let index = FragmentIndex.numbered(number)
            switch number {
            case 3: #expect(try upload.begin(index, ticket: 1, now: Self.later) == .store)
            case 2:
                let admission = try upload.begin(index, ticket: 1, now: Self.later)
                #expect(admission == .compare)
            default:
                let problem = #expect(throws: Problem.self) { try upload.begin(index, ticket: 1, now: Self.later) }
                #expect(problem == .fragmentOutOfOrder(index, expected: 3, fileName: "file.xml"))
            }
            #expect(upload.touchedAt == Self.later)
            #expect(upload.hasHole == (number >= 3 || number == 0))
        }
    }

    @Test("A hole is seen from the moment a fragment begins until it is stored")
    func hole() throws {
        var upload = try Self.upload()
        #expect(!upload.hasHole)
        _ = try upload.begin(.numbered(0), ticket: 1, now: Self.began)
        #expect(upload.hasHole)
        upload.complete(ticket: 1, size: 7, now: Self.later)
        #expect(!upload.hasHole)
        #expect(upload.nextIndex == 1)
        #expect(upload.size == 7)
        #expect(upload.latestSize == 7)
        #expect(upload.touchedAt == Self.later)
    }

    @Test("Only the newest ticket commits, completes or gives back the place")
    func tickets() throws {
        var upload = try Self.upload(next: 1, highestSeen: 0)
        _ = try upload.begin(.numbered(1), ticket: 1, now: Self.began)
        _ = try upload.begin(.numbered(1), ticket: 2, now: Self.began)
        let before = upload
        let olderCommits = upload.beginCommit(ticket: 1)
        #expect(!olderCommits)
        upload.complete(ticket: 1, size: 1, now: Self.began)
        upload.abandon(ticket: 1)
        #expect(upload == before)
        let newerCommits = upload.beginCommit(ticket: 2)
        #expect(newerCommits)
        upload.abandon(ticket: 2)
        #expect(upload.inFlight == nil)
        let commitsAfterwards = upload.beginCommit(ticket: 2)
        #expect(!commitsAfterwards)
    }

    @Test("A request whose body has come whole is not displaced", arguments: ["1", "2", "-1"])
    func committing(index: String) throws {
        var upload = try Self.upload(next: 1, highestSeen: 0)
        _ = try upload.begin(.numbered(1), ticket: 1, now: Self.began)
        let commits = upload.beginCommit(ticket: 1)
        #expect(commits)
        let other = try #require(FragmentIndex(index))
        let problem = #expect(throws: Problem.self) { try upload.begin(other, ticket: 2, now: Self.began) }
        #expect(problem == .uploadBusy(other, underWay: .numbered(1), fileName: "file.xml"))
        #expect(upload.inFlight?.ticket == 1)
    }
}
