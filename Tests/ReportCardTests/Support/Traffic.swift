import Domain
import Foundation
import Journal
import NIOCore
import NIOHTTP1

/// Writes a client's journal as a test tells it, one call a second unless told otherwise.
struct Traffic {
    /// How a call ends.
    enum Ending {
        case ok
        case problem(Int, String, hint: String = "", retryAfter: String? = nil)
        /// The scenario breaks the connection.
        case broken
        case abandoned
    }

    private(set) var entries: [JournalEntry] = []
    /// When the next call begins.
    var time = Self.begin
    /// How far the client's clock is ahead of the machine's.
    private var ahead: TimeInterval = 0
    /// How long each call takes.
    var duration: Duration = .milliseconds(100)
    /// Of the calls that follow.
    var connection = 1
    var injections: [Injection] = []
    var certificate = Example.certificate
    var user: String? = "demo"
    var tlsVersion: String? = "TLSv1.3"

    static let begin = Date(timeIntervalSince1970: 1_790_000_000)

    mutating func wait(_ seconds: TimeInterval) { self.time += seconds }
    mutating func moveClock(_ seconds: TimeInterval) { self.ahead += seconds }

    /// - Parameters:
    ///   - sends: the session's cookie that the request carries.
    ///   - gives: the session whose cookie the answer sets.
    mutating func heartbeat(_ ending: Ending = .ok, sends: String? = nil, gives: String? = "s1") {
        let fields: [(String, String)] =
            if case .ok = ending, let gives { [("Set-Cookie", "M2MSession-test=\(gives); Path=/; Secure")] } else { [] }
        self.record("GET", "heartbeat", .heartbeat, sends: sends, ending, fields: fields, session: gives)
    }

    /// - Parameters:
    ///   - index: as the path has it.
    ///   - bytes: of file content that were stored; `nil` for none.
    ///   - session: whose cookie is sent; `nil` for none.
    ///   - isAlive: whether the session is alive.
    ///   - delivery: the number of the upload's id.
    ///   - makes: whether -1 made the delivery; by default when it was answered 200.
    mutating func upload(
        _ index: String,
        _ ending: Ending = .ok,
        bytes: Int64? = 1000,
        file: String = "a.xml",
        raw change: (inout RawSubmission) -> Void = { _ in },
        session: String? = "s1",
        isAlive: Bool = true,
        delivery: Int? = 1,
        makes: Bool? = nil
    ) {
        var raw = RawSubmission(
            fragment: index,
            organisationNumber: "9990000045",
            statisticalProgram: "VINN",
            referencePeriod: "2026-09-30",
            fileFormat: "V40",
            fileName: file,
            version: ""
        )
        change(&raw)
        let parameters = try? SubmissionParameters(raw, catalogue: Example.catalogue, unicodeMinus: .accept)
        let id = delivery.map(Example.id)
        var isOK = false
        if case .ok = ending { isOK = true }
        self.record(
            "POST",
            "file/\(index)/…/\(file)/",
            .upload(raw, parameters: parameters),
            sends: session,
            ending,
            payload: id.flatMap { id in bytes.map { RecordedPayload(bytes: $0, file: id, offset: 0) } },
            session: isAlive ? session : nil,
            delivery: id,
            madeDelivery: makes ?? (isOK && index == "-1")
        )
    }

    mutating func history(_ delivery: Int, _ status: DeliveryStatus?, _ ending: Ending = .ok) {
        let id = Example.id(delivery)
        self.record(
            "GET",
            "history/\(id)",
            .history(id: id, text: id.description),
            sends: nil,
            ending,
            delivery: id,
            status: status
        )
    }

    /// A call that is none of the interface's.
    mutating func other(_ method: String, _ target: String, _ ending: Ending) {
        self.record(method, target, nil, sends: nil, ending)
    }

    mutating func handshake(_ reason: String, alert: String?, refusal: CertificateRefusal? = nil) {
        let handshake = RecordedHandshake(
            reason: reason,
            hint: "",
            alert: alert,
            refusal: refusal,
            checks: [],
            injections: self.injections
        )
        self.append(.failedHandshake(handshake))
    }

    private mutating func record(
        _ method: String,
        _ target: String,
        _ call: RecordedCall?,
        sends session: String?,
        _ ending: Ending,
        fields: [(String, String)] = [],
        payload: RecordedPayload? = nil,
        session alive: String? = nil,
        delivery: DeliveryID? = nil,
        madeDelivery: Bool = false,
        status: DeliveryStatus? = nil
    ) {
        var headers: HTTPHeaders = ["Host": "localhost"]
        if let session { headers.add(name: "Cookie", value: "other=1; M2MSession-test=\(session)") }
        let request = RecordedRequest(
            traceID: Example.traceID(self.entries.count + 1),
            method: method,
            target: "/m2m/v2/\(target)",
            headers: headers,
            call: call,
            bodyBytes: Int(payload?.bytes ?? 0),
            payload: payload,
            session: alive,
            delivery: delivery,
            madeDelivery: madeDelivery,
            status: status,
            injections: self.injections,
            outcome: Self.outcome(ending, fields: fields)
        )
        self.append(.request(request))
    }

    private static func outcome(_ ending: Ending, fields: [(String, String)]) -> RecordedRequest.Outcome {
        switch ending {
        case .ok:
            let answer = RecordedAnswer(status: 200, headers: HTTPHeaders(fields), body: ByteBuffer(), problemCode: nil)
            return .answered(answer)
        case .problem(let status, let code, let hint, let retryAfter):
            var headers = HTTPHeaders(fields)
            if let retryAfter { headers.add(name: "Retry-After", value: retryAfter) }
            headers.add(name: "Date", value: "Mon, 21 Sep 2026 14:13:20 GMT")
            let body = ByteBuffer(string: #"{"hint":"\#(hint)"}"#)
            return .answered(RecordedAnswer(status: status, headers: headers, body: body, problemCode: code))
        case .broken: return .brokenByScenario
        case .abandoned: return .abandonedByClient
        }
    }

    private mutating func append(_ event: JournalEntry.Event) {
        let entry = JournalEntry(
            number: self.entries.count + 1,
            environment: .test,
            user: self.user,
            certificate: self.certificate,
            connection: RecordedConnection(
                number: self.connection,
                peer: "127.0.0.1:50000",
                tlsVersion: self.tlsVersion,
                serverName: nil
            ),
            time: self.time + self.ahead,
            machineTime: self.time,
            duration: self.duration,
            event: event
        )
        self.entries.append(entry)
        self.time += 1
    }
}

/// What the traffic is about.
enum Example {
    static let catalogue = FormatCatalogue([
        FileFormat(name: FileFormatName("V40"), program: .vinn, rootElement: nil, namespace: nil, versions: ["1"])
    ])

    static func id(_ number: Int) -> DeliveryID {
        let text = String(number)
        let zeros = String(repeating: "0", count: 12 - text.count)
        return DeliveryID("00000000-0000-4000-8000-\(zeros)\(text)") ?? { fatalError("no GUID") }()
    }

    static func traceID(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: 32 - text.count) + text
    }

    static let certificate: CertificateFacts = Example.certificateUntil(Traffic.begin + 700 * 86_400)

    static func certificateUntil(_ notAfter: Date, serial: String = "5CB01") -> CertificateFacts {
        CertificateFacts(
            subject: "CN=demo",
            issuer: "CN=M2M emulator test CA",
            serial: CertificateSerial(serial) ?? { fatalError("no serial number") }(),
            notBefore: notAfter - 730 * 86_400,
            notAfter: notAfter,
            fingerprint: serial
        )
    }
}
