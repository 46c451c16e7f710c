import Domain
import Journal
import Testing

/// What a failing test prints is what its reader goes by: the texts are tested to the letter.
@Suite struct VerifyingTests {
    private let journal = Journal.example()

    private func misses(_ calls: [ExpectedCall], inOrder: Bool = false, nothingElse: Bool = false) throws -> [String] {
        let expectation = JournalExpectation(calls, inOrder: inOrder, nothingElse: nothingElse)
        let verification = try self.journal.verify(expectation)
        #expect(verification.verified == verification.nearMisses.isEmpty)
        return verification.nearMisses
    }

    private func submit(_ fragments: String..., of fileName: String = "a.xml") {
        for fragment in fragments { self.journal.record(Example.upload(fragment, of: fileName)) }
    }

    @Test func aSubmissionAsItShouldBe() throws {
        self.journal.record()
        self.submit("0", "1", "-1")
        self.journal.record(.history(id: Example.delivery, text: Example.delivery.description))
        let calls = [
            ExpectedCall(.heartbeat), ExpectedCall(.upload(of: "a.xml"), times: 3),
            ExpectedCall(.upload(.closing, of: "a.xml"), times: 1), ExpectedCall(.history, times: 1...5),
        ]
        #expect(try self.misses(calls, inOrder: false, nothingElse: true) == [])
        let inOrder = [calls[0], ExpectedCall(.upload(.numbered(0))), calls[2], calls[3]]
        #expect(try self.misses(inOrder, inOrder: true) == [])
    }

    @Test func aFragmentThatCameTwiceAndAnEndThatIsMissing() throws {
        self.submit("0", "1", "2", "2")
        #expect(
            try self.misses([ExpectedCall(.upload(.closing, of: "a.xml"), times: 1)]) == [
                "-1 of 'a.xml' is missing",
                "of 'a.xml' came 0, 1, 2, 2: fragment 2 came twice; -1 is missing",
            ]
        )
        #expect(
            try self.misses([ExpectedCall(.upload(.numbered(2), of: "a.xml"), times: 1)]) == [
                "fragment 2 of 'a.xml' came twice (entries 3, 4), expected once",
                "of 'a.xml' came 0, 1, 2, 2: fragment 2 came twice; -1 is missing",
            ]
        )
    }

    @Test func anotherFile() throws {
        self.submit("-1", of: "b.xml")
        #expect(
            try self.misses([ExpectedCall(.upload(of: "a.xml"))]) == [
                "upload of 'a.xml' is missing", "an upload of 'b.xml' came, expected 'a.xml' (entry 1)",
            ]
        )
    }

    @Test func aHoleAndARefusal() throws {
        self.submit("0", "1")
        self.journal.record(Example.upload("3"), Example.answer(409, "fragment-out-of-order"))
        self.journal.record(Example.upload("-1"), Example.answer(409, "upload-incomplete"))
        #expect(
            try self.misses([ExpectedCall(.upload(.closing, of: "a.xml"), times: 1)]) == [
                "-1 of 'a.xml' is missing",
                "-1 of 'a.xml' was refused with 409 upload-incomplete, expected one that is accepted (entry 4)",
                "of 'a.xml' came 0, 1, 3, -1: fragment 2 is missing; fragment 3 was refused with 409 "
                    + "fragment-out-of-order (entry 3); -1 was refused with 409 upload-incomplete (entry 4)",
            ]
        )
    }

    @Test func whatWasBegunAnewIsJudgedByItsLastBeginning() throws {
        self.submit("0", "1", "1", "0", "1", "-1")
        #expect(
            try self.misses([ExpectedCall(.upload(.numbered(7)))]) == [
                "fragment 7 is missing", "of 'a.xml' came 0, 1, -1",
            ]
        )
    }

    @Test func aRefusedCallIsExpectedWhereItsCodeIs() throws {
        self.journal.record(Example.upload("0"), Example.answer(401, "session-missing"))
        let refused = JournalFilter {
            $0.endpoint = .upload
            $0.code = "session-missing"
        }
        #expect(try self.misses([ExpectedCall(refused, times: 1)]) == [])
        #expect(
            try self.misses([ExpectedCall(.upload(.numbered(0)))]).prefix(2) == [
                "fragment 0 is missing",
                "fragment 0 of 'a.xml' was refused with 401 session-missing, expected one that is accepted (entry 1)",
            ]
        )
    }

    @Test func whatAScenarioDidIsNamed() throws {
        let injection = Injection(rule: "flaky/reset", what: "fault: reset at request-bytes 1024")
        self.journal.record(Example.upload("0"), injections: [injection], .brokenByScenario)
        self.journal.record(Example.upload("0"), injections: [], .abandonedByClient)
        #expect(
            try self.misses([ExpectedCall(.upload(.numbered(0)))]).prefix(3) == [
                "fragment 0 is missing",
                "fragment 0 of 'a.xml' was given up by the client before its answer, expected one that is accepted "
                    + "(entry 2)",
                "fragment 0 of 'a.xml' was broken by a scenario (injected by flaky/reset), expected one that is "
                    + "accepted (entry 1)",
            ]
        )
    }

    @Test func theWrongOrder() throws {
        self.submit("0", "-1")
        self.journal.record()
        let calls = [ExpectedCall(.heartbeat), ExpectedCall(.upload())]
        #expect(
            try self.misses(calls, inOrder: true) == [
                "heartbeat (entry 3) came after -1 of 'a.xml' (entry 2), expected before it"
            ]
        )
        #expect(try self.misses(calls) == [])
    }

    @Test func nothingElse() throws {
        self.journal.record()
        self.journal.record(nil, Example.answer(404, "path-not-found"))
        self.journal.recordHandshake()
        #expect(
            try self.misses([ExpectedCall(.heartbeat)], nothingElse: true) == [
                "GET /m2m/v2/nothing was refused with 404 path-not-found (entry 2), and nothing else was expected",
                "a failed handshake ended before any request (entry 3), and nothing else was expected",
            ]
        )
    }

    @Test(arguments: [
        (0...0, "heartbeat came twice (entries 1, 2), expected never"),
        (1...1, "heartbeat came twice (entries 1, 2), expected once"),
        (3...Int.max, "heartbeat came twice (entries 1, 2), expected at least 3 times"),
        (0...1, "heartbeat came twice (entries 1, 2), expected at most once"),
        (3...4, "heartbeat came twice (entries 1, 2), expected 3 to 4 times"),
    ])
    func counts(_ times: ClosedRange<Int>, _ text: String) throws {
        self.journal.record()
        self.journal.record()
        #expect(try self.misses([ExpectedCall(.heartbeat, times: times)]) == [text])
    }

    @Test func anotherUserAndAnotherWord() throws {
        self.journal.record(Example.upload("0"), user: "demo-2")
        let filter = JournalFilter {
            $0.endpoint = .upload
            $0.user = "demo"
            $0.program = .krita
        }
        #expect(
            try self.misses([ExpectedCall(filter)]).prefix(2) == [
                "upload by user 'demo' for KRITA is missing",
                "an upload of 'a.xml' by user 'demo-2' for VINN came, expected by user 'demo' and for KRITA (entry 1)",
            ]
        )
    }

    @Test func aStatusThatWasNotTold() throws {
        let call = RecordedCall.history(id: Example.delivery, text: Example.delivery.description)
        self.journal.record(call, delivery: Example.delivery, status: .processing)
        let told = JournalFilter {
            $0.endpoint = .history
            $0.told = .readIn
        }
        #expect(
            try self.misses([ExpectedCall(told)]) == [
                "history that told 'Inläst' is missing",
                "history of \(Example.delivery) that told 'Bearbetar' came, expected 'Inläst' (entry 1)",
            ]
        )
    }

    @Test func whatAFailingTestPrints() throws {
        self.journal.record()
        self.submit("0")
        let calls = [ExpectedCall(.heartbeat), ExpectedCall(.upload(.closing, of: "a.xml"), times: 1)]
        #expect(
            try self.journal.verify(JournalExpectation(calls)).description == """
                The journal does not show what was expected; 2 entries were looked at.
                  met: heartbeat, at least once; came once (entry 1)
                  NOT MET: -1 of 'a.xml', once; came never
                Why:
                  - -1 of 'a.xml' is missing
                  - of 'a.xml' came 0: -1 is missing
                """
        )
    }

    @Test func whatIsEvictedKeepsItFromBeingSaid() throws {
        let journal = Journal.example(entries: 2)
        for _ in 1...3 { journal.record() }
        let expectation = JournalExpectation([ExpectedCall(.heartbeat, times: 2)])
        #expect(throws: JournalError.self) { try journal.verify(expectation) }
        journal.clear()
        journal.record()
        journal.record()
        #expect(try journal.verify(expectation).verified)
    }

    @Test func onlyTheScopeIsLookedAt() throws {
        self.journal.record(user: "other")
        self.journal.record()
        let expectation = JournalExpectation(
            [ExpectedCall(.heartbeat, times: 1)],
            nothingElse: true,
            scope: JournalFilter { $0.user = "demo" }
        )
        let verification = try self.journal.verify(expectation)
        #expect(verification.verified)
        #expect(verification.description.hasPrefix("The journal shows what was expected; 1 entry was looked at."))
    }
}
