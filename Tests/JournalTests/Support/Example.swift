import Domain
import Foundation
import Journal
import NIOCore
import NIOHTTP1

/// Entries as the M2M port makes them, for one user unless said otherwise.
enum Example {
    static let bounds = JournalBounds(entries: 1000, bytes: 1 << 24)
    static let start = Date(timeIntervalSince1970: 1_790_000_000)
    static let delivery = DeliveryID(UUID(uuidString: "0B4D2C1E-0000-4000-8000-000000000001") ?? UUID())

    static let v40 = FileFormat(
        name: FileFormatName("V40"),
        program: .vinn,
        rootElement: nil,
        namespace: nil,
        versions: ["1"]
    )

    static func raw(_ fragment: String, of fileName: String) -> RawSubmission {
        RawSubmission(
            fragment: fragment,
            organisationNumber: "9990000045",
            statisticalProgram: "VINN",
            referencePeriod: "2026-09-30",
            fileFormat: "V40",
            fileName: fileName,
            version: ""
        )
    }

    static func upload(_ fragment: String, of fileName: String = "a.xml") -> RecordedCall {
        let raw = Self.raw(fragment, of: fileName)
        let parameters = try? SubmissionParameters(raw, catalogue: FormatCatalogue([Self.v40]), unicodeMinus: .refuse)
        return .upload(raw, parameters: parameters)
    }

    static func answer(_ status: Int = 200, _ code: String? = nil) -> RecordedRequest.Outcome {
        .answered(
            RecordedAnswer(
                status: status,
                headers: ["Content-Type": "application/json; charset=utf-8"],
                body: ByteBuffer(string: "{}"),
                problemCode: code
            )
        )
    }
}

extension Journal {
    static func example(entries: Int = 1000, bytes: Int = 1 << 24) -> Journal {
        Journal(bounds: JournalBounds(entries: entries, bytes: bytes))
    }

    func record(
        _ call: RecordedCall? = .heartbeat,
        user: String? = "demo",
        connection: Int = 1,
        delivery: DeliveryID? = nil,
        status: DeliveryStatus? = nil,
        injections: [Injection] = [],
        _ outcome: RecordedRequest.Outcome = Example.answer()
    ) {
        self.record { number in
            JournalEntry(
                number: number,
                environment: .test,
                user: user,
                certificate: nil,
                connection: RecordedConnection(
                    number: connection,
                    peer: "127.0.0.1:50000",
                    tlsVersion: "TLSv1.3",
                    serverName: "localhost"
                ),
                time: Example.start.addingTimeInterval(Double(number)),
                machineTime: Example.start.addingTimeInterval(Double(number)),
                duration: .milliseconds(5),
                event: .request(
                    RecordedRequest(
                        traceID: String(repeating: "0", count: 31) + "\(number % 10)",
                        method: call?.endpoint == .upload ? "POST" : "GET",
                        target: "/m2m/v2/\(call?.endpoint.rawValue ?? "nothing")",
                        headers: ["Host": "localhost:8443", "Cookie": "M2MSession-test=secret"],
                        call: call,
                        delivery: delivery,
                        status: status,
                        injections: injections,
                        outcome: outcome
                    )
                )
            )
        }
    }

    func recordHandshake(user: String? = nil) {
        self.record { number in
            JournalEntry(
                number: number,
                environment: .test,
                user: user,
                certificate: nil,
                connection: RecordedConnection(number: 7, peer: "127.0.0.1:50001", tlsVersion: nil, serverName: nil),
                time: Example.start,
                machineTime: Example.start,
                duration: .milliseconds(1),
                event: .failedHandshake(
                    RecordedHandshake(
                        reason: "The client sent no certificate.",
                        hint: "Give the client its certificate.",
                        alert: nil,
                        refusal: .missing,
                        checks: [],
                        injections: []
                    )
                )
            )
        }
    }

    func numbers(_ filter: JournalFilter = JournalFilter(), after: Int? = nil, limit: Int = 100) throws -> [Int] {
        try self.page(filter, after: after, limit: limit).entries.map(\.number)
    }
}

extension JournalFilter {
    init(_ change: (inout JournalFilter) -> Void) {
        self.init()
        change(&self)
    }

    static func upload(_ fragment: FragmentIndex? = nil, of fileName: String? = nil) -> JournalFilter {
        JournalFilter {
            $0.endpoint = .upload
            $0.fragment = fragment
            $0.fileName = fileName
        }
    }

    static let heartbeat = JournalFilter { $0.endpoint = .heartbeat }
    static let history = JournalFilter { $0.endpoint = .history }
}
