import Foundation
import Testing

@Suite("Faults, as a client sees them", .timeLimit(.minutes(5)))
struct FaultTests {
    /// Where a rule breaks, as the rules write it and as the files' names begin.
    enum Place: String, CaseIterable {
        case requestBytes = "request-bytes-1000"
        case beforeStored = "before-stored"
        case afterStored = "after-stored"
        case answerStart = "answer-bytes-0"
        case answerMiddle = "answer-bytes-50"
        case answerEnd = "answer-bytes-99999"
        case idle

        var rule: String {
            switch self {
            case .requestBytes: "{request-bytes: 1000}"
            case .answerStart: "{answer-bytes: 0}"
            case .answerMiddle: "{answer-bytes: 50}"
            case .answerEnd: "{answer-bytes: 99999}"
            case .beforeStored, .afterStored, .idle: self.rawValue
            }
        }

        /// Whether the fragment is stored although the client may not hear of it.
        var isStored: Bool { self != .requestBytes && self != .beforeStored }
        var sendsWholeAnswer: Bool { self == .answerEnd || self == .idle }
    }

    enum Kind: String, CaseIterable {
        case close, truncate, reset, stall
        case badRecordMAC = "bad-record-mac"
        case recordOverflow = "record-overflow"
        case unexpectedMessage = "unexpected-message"

        var rule: String { self == .stall ? "{stall: 400ms}" : self.rawValue }

        /// What the emulator is told by a client that finds the record wrong.
        var alert: String? {
            switch self {
            case .badRecordMAC: "bad_record_mac"
            case .recordOverflow: "record_overflow"
            case .unexpectedMessage: "unexpected_message"
            case .close, .truncate, .reset, .stall: nil
            }
        }
    }

    struct Case: CustomStringConvertible {
        let place: Place
        let kind: Kind

        var description: String { "\(self.place.rawValue)-\(self.kind.rawValue)" }

        static let all = Place.allCases.flatMap { place in
            Kind.allCases.filter { place != .idle || $0 != .stall }.map { Case(place: place, kind: $0) }
        }
    }

    /// What the client tells of one file.
    struct Outcome: Decodable {
        let name: String
        /// Bytes of the answer.
        let received: Int
        /// Whether they are a whole answer.
        let isAnswer: Bool
        /// How the connection ended before the last byte that the rule waits for was sent.
        let before: String?
        let end: String?
        let tcp: String?
        let milliseconds: Int
        /// Of the second try.
        let status: Int
        let note: String?
    }

    private static let scenario =
        "scenario: faults\nrules:\n"
        + Case.all.map { test in
            """
              - name: \(test)
                when: {endpoint: upload, file-name: "\(test).xml", occurrence: 1}
                then: {fault: {at: \(test.place.rule), do: \(test.kind.rule)}}

            """
        }.joined()

    @Test("Every fault at every place, byte for byte, and what it leaves stored", arguments: ["1.2", "1.3"])
    func faults(tls: String) async throws {
        try await withWorkplace { place in
            let file = try place.write(Self.scenario, to: "faults.yaml")
            let emulator = try await Emulator(in: place, options: ["--scenario", file.path])
            let names = Case.all.map { "\($0).xml" }
            let arguments = [Repository.client("faults.py"), place.readyFile.path, tls] + names
            let output = try await place.run("python3", arguments)
            let outcomes = try output.split(separator: "\n").map { line in
                try JSONDecoder().decode(Outcome.self, from: Data(line.utf8))
            }
            try #require(outcomes.map(\.name) == names)
            for (test, outcome) in zip(Case.all, outcomes) {
                expectAnswer(test, outcome)
                expectEnd(test, outcome)
                // The second try is stored anew, or finds the first stored.
                #expect(outcome.status == 200, "\(test)")
                let isStored = test.place.isStored || test.kind == .stall
                #expect((outcome.note == "fragment-repeated") == isStored, "\(test): \(outcome)")
            }
            expectLog(emulator.process.errors)
        }
    }

    private func expectAnswer(_ test: Case, _ outcome: Outcome) {
        let isWhole = test.kind == .stall || test.place.sendsWholeAnswer
        #expect(outcome.isAnswer == isWhole, "\(test): \(outcome)")
        if !isWhole { #expect(outcome.received == (test.place == .answerMiddle ? 50 : 0), "\(test)") }
        // After the whole answer the client no longer sees how long the connection stalls.
        if test.kind == .stall, !test.place.sendsWholeAnswer { #expect(outcome.milliseconds >= 400, "\(test)") }
        if test.place == .requestBytes { #expect(outcome.before == "nothing", "\(test)") }
    }

    private func expectEnd(_ test: Case, _ outcome: Outcome) {
        // A whole answer ends the client's reading; only on an idle connection it goes on to wait for what comes.
        let isRead = test.kind != .stall && test.place != .answerEnd
        let expected: Set<String?> =
            switch test.kind {
            case _ where !isRead: [nil]
            case .close: ["close_notify"]
            case .truncate: ["end"]
            case .reset: ["reset"]
            case .stall: [nil]
            // In OpenSSL's words.
            case .badRecordMAC: ["DECRYPTION_FAILED_OR_BAD_RECORD_MAC"]
            case .recordOverflow: ["ENCRYPTED_LENGTH_TOO_LONG", "PACKET_LENGTH_TOO_LONG", "DATA_LENGTH_TOO_LONG"]
            case .unexpectedMessage:
                ["UNEXPECTED_MESSAGE", "BAD_RECORD_TYPE", "UNEXPECTED_RECORD", "CCS_RECEIVED_EARLY"]
            }
        #expect(expected.contains(outcome.end), "\(test): \(outcome)")
        if isRead, test.kind == .close || test.kind == .truncate { #expect(outcome.tcp == "end", "\(test)") }
    }

    /// Each fault is told once as injected, with its rule, and each alert as the client's.
    private func expectLog(_ log: String) {
        let lines = log.split(separator: "\n")
        for test in Case.all {
            let told = lines.filter { $0.contains("faults/\(test)") && $0.contains("\(test).xml") }
            #expect(!told.isEmpty, "\(test) is not told as injected")
        }
        for kind in Kind.allCases {
            guard let alert = kind.alert else { continue }
            #expect(lines.contains { $0.contains(alert) && $0.contains("-\(kind.rawValue)") }, "\(alert)")
        }
    }
}
