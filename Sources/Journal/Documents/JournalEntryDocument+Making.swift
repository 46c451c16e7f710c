import Domain
import Foundation
import NIOCore
import NIOHTTP1

extension JournalEntryDocument {
    /// - Parameters:
    ///   - redaction: what is left out.
    ///   - hash: of the request's payload, where somebody has computed it.
    public init(_ entry: JournalEntry, redaction: Redaction = .none, hash: PayloadHash? = nil) {
        self.number = entry.number
        self.environment = entry.environment.rawValue
        self.user = entry.user
        self.sandbox = entry.user.flatMap { SandboxName(user: $0)?.text }
        self.time = entry.time.journalText
        self.machineTime = entry.machineTime.journalText
        self.durationMilliseconds = (entry.duration / .milliseconds(1) * 1000).rounded() / 1000
        self.connection = Connection(entry.connection)
        self.certificate = entry.certificate.map { Certificate($0, redaction) }
        self.outcome = entry.ending.rawValue
        self.injections = entry.injections.map { InjectionDocument(rule: $0.rule, what: $0.what) }
        self.request = entry.request.map { Request($0, redaction, hash) }
        self.handshake = entry.handshake.map { Handshake($0, redaction) }
    }
}

extension JournalEntryDocument.Connection {
    fileprivate init(_ connection: RecordedConnection) {
        self.init(
            number: connection.number,
            peer: connection.peer,
            tlsVersion: connection.tlsVersion,
            serverName: connection.serverName
        )
    }
}

extension JournalEntryDocument.Certificate {
    fileprivate init(_ facts: CertificateFacts, _ redaction: Redaction) {
        self.init(
            subject: redaction.subject(facts.subject),
            issuer: redaction.subject(facts.issuer),
            serial: facts.serial.hex,
            notBefore: facts.notBefore.journalText,
            notAfter: facts.notAfter.journalText,
            fingerprint: redaction.secret(facts.fingerprint)
        )
    }
}

extension JournalEntryDocument.Handshake {
    fileprivate init(_ handshake: RecordedHandshake, _ redaction: Redaction) {
        self.init(
            reason: redaction.prose(handshake.reason),
            hint: handshake.hint,
            alert: handshake.alert,
            checks: handshake.checks.map {
                JournalEntryDocument.Check(
                    check: $0.name.rawValue,
                    outcome: $0.outcome.rawValue,
                    saw: redaction.prose($0.saw)
                )
            }
        )
    }
}

extension JournalEntryDocument.Request {
    fileprivate init(_ request: RecordedRequest, _ redaction: Redaction, _ hash: PayloadHash?) {
        self.init(
            traceId: request.traceID,
            method: request.method,
            target: request.target,
            headers: redaction.headers(request.headers),
            endpoint: request.call?.endpoint.rawValue,
            upload: request.call.flatMap { JournalEntryDocument.Upload($0) },
            asked: request.call?.asked,
            bodyBytes: request.bodyBytes,
            payload: request.payload.map { JournalEntryDocument.Payload($0, hash) },
            session: request.session.map(redaction.secret),
            delivery: request.delivery?.description,
            madeDelivery: request.madeDelivery,
            told: request.status?.text,
            deviations: request.deviations,
            answer: request.answer.map { JournalEntryDocument.Answer($0, redaction) }
        )
    }
}

extension JournalEntryDocument.Upload {
    fileprivate init?(_ call: RecordedCall) {
        guard let raw = call.submission else { return nil }
        self.init(
            fragment: raw.fragment,
            organisation: raw.organisationNumber,
            program: raw.statisticalProgram,
            period: raw.referencePeriod,
            format: raw.fileFormat,
            fileName: raw.fileName,
            version: raw.version,
            isMeaningful: call.parameters != nil
        )
    }
}

extension JournalEntryDocument.Payload {
    fileprivate init(_ payload: RecordedPayload, _ hash: PayloadHash?) {
        self.init(bytes: payload.bytes, offset: payload.offset, file: payload.file.description)
        switch hash {
        case .sha256(let text): self.sha256 = text
        case .missing(let reason): self.sha256Missing = reason
        case nil: break
        }
    }
}

extension JournalEntryDocument.Answer {
    fileprivate init(_ answer: RecordedAnswer, _ redaction: Redaction) {
        self.init(
            status: answer.status,
            code: answer.problemCode,
            headers: redaction.headers(answer.headers),
            body: redaction.prose(String(buffer: answer.body))
        )
    }
}

extension RecordedCall {
    fileprivate var asked: String? { if case .history(_, let text) = self { text } else { nil } }
}

extension Date {
    /// ISO 8601 in UTC with milliseconds: `2026-09-30T12:00:00.000Z`.
    var journalText: String {
        // Foundation cuts where it should round: from the middle of the right millisecond it cuts to that one.
        let milliseconds = (self.timeIntervalSince1970 * 1000).rounded()
        return Date(timeIntervalSince1970: (milliseconds + 0.5) / 1000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
