import Domain
import Foundation
import Journal
import NIOCore
import NIOHTTP1
import Pipeline
import Scenarios
import TLS
import Wire

// The one place where the journal is written: every request once, when it has ended, and every handshake that failed.
extension M2MConnectionHandler {
    /// Whose the present request is, and what it asks for.
    func note(_ request: IdentifiedRequest) {
        guard self.port.journals.isOn, let record = self.record, record.call == nil else { return }
        let parameters: SubmissionParameters? =
            if case .upload(.success(let parameters)) = request.call { parameters } else { nil }
        self.note(RecordedCall(request.route, parameters: parameters), of: request.reporter.user.name)
    }

    /// Whose the present request would be that was refused before it was asked who sends it, and what it asks for.
    func noteRefused(_ head: HTTPRequestHead) {
        guard self.port.journals.isOn, let record = self.record, record.call == nil else { return }
        let user = self.port.pipeline.user(of: self.certificate.facts)
        guard let route = try? Route(method: head.method.rawValue, target: head.uri) else {
            return self.note(nil, of: user)
        }
        var parameters: SubmissionParameters?
        if case .upload(let raw) = route { parameters = try? self.port.pipeline.parameters(raw) }
        self.note(RecordedCall(route, parameters: parameters), of: user)
    }

    private func note(_ call: RecordedCall?, of user: String?) {
        self.record?.call = call
        self.record?.delivery = call?.asked
        self.record?.user = user
        self.record?.time = self.port.pipeline.now(of: user)
    }

    /// The session that a refused request named.
    func noteSession(of request: IdentifiedRequest) {
        guard self.port.journals.isOn, case .upload = request.call else { return }
        // The judgement has renewed it already, so this changes nothing.
        let session = self.port.pipeline.liveSession(cookies: request.cookies, reporter: request.reporter)
        self.record?.session = session?.token
    }

    // MARK: Ends

    /// The answer is about to be written. It is recorded before, so that whoever has read it finds it in the journal; one
    /// that a scenario shapes may break off, and is recorded when it has left.
    func record(
        _ answer: Answer,
        _ head: HTTPResponseHead,
        _ ending: AnswerEnding?,
        context: ChannelHandlerContext
    ) {
        guard self.port.journals.isOn, let record else { return }
        // Where this very request brought it about, its staging says so.
        if answer.problemCode == Problem.Kind.certificateRevoked.code, self.certificate.isRevokedByScenario,
            record.staging?.injections.isEmpty ?? true
        {
            record.otherInjections.append(.revokedByScenario)
        }
        if let fault = ending?.idleFault {
            record.otherInjections.append(Injection(rule: "\(fault.rule)", what: "fault: \(fault.value)"))
        }
        record.answer = RecordedAnswer(
            status: Int(answer.status.code),
            headers: head.headers,
            body: answer.body,
            problemCode: answer.problemCode
        )
        if ending?.isShaped != true { self.recordAnswered(at: context.eventLoop.now) }
    }

    /// The answer has left, or is about to.
    func recordAnswered(at now: NIODeadline) {
        guard let answer = self.record?.answer else { return }
        self.record(.answered(answer), at: now)
    }

    /// Records the request's end. Does nothing when that is done.
    func record(_ outcome: RecordedRequest.Outcome, at now: NIODeadline) {
        guard let record, !record.isRecorded else { return }
        record.isRecorded = true
        guard self.port.journals.isOn else { return }
        let identifiers = self.port.identifiers.source(of: record.user)
        let request = record.request(traceID: record.traceID ?? identifiers.traceID(), outcome)
        let time = record.time ?? self.port.pipeline.now(of: record.user)
        self.write(.request(request), of: record.user, time: time, took: now - record.began)
    }

    /// The connection is gone: a request that has not ended yet ends so, unless what is being done for it is to be told.
    func recordAbandoned(at now: NIODeadline) {
        guard let record, !record.isBeingWorkedOn else { return }
        self.record(.abandonedByClient, at: now)
    }

    /// Records a connection that ended before its handshake was over, and after the client had sent something.
    func record(_ failure: TLSFailure, at now: NIODeadline) {
        guard self.port.journals.isOn, self.connection == nil, !self.hasFailedHandshake else { return }
        if case .closedByClient(isUnused: true) = failure.cause { return }
        self.hasFailedHandshake = true
        self.certificate = failure.certificate
        self.connection = self.connection(version: failure.version, serverName: failure.serverName)
        self.write(
            .failedHandshake(RecordedHandshake(failure)),
            of: self.port.pipeline.user(of: failure.certificate.facts),
            time: failure.time,
            took: now - self.accepted
        )
    }

    private func write(_ event: JournalEntry.Event, of user: String?, time: Date, took: TimeAmount) {
        let duration = Duration.nanoseconds(took.nanoseconds)
        let connection = self.connection ?? self.connection(version: nil, serverName: nil)
        self.port.journals.journal(of: user).record { number in
            JournalEntry(
                number: number,
                environment: self.port.pipeline.environment,
                user: user,
                certificate: self.certificate.facts,
                connection: connection,
                time: time,
                machineTime: Date(timeIntervalSinceNow: -(duration / .seconds(1))),
                duration: duration,
                event: event
            )
        }
    }

    /// Made once for a connection, when its handshake is over in one way or the other.
    func connection(version: String?, serverName: String?) -> RecordedConnection {
        RecordedConnection(
            number: self.port.journals.nextConnection(),
            peer: self.peer,
            tlsVersion: version,
            serverName: serverName
        )
    }
}

extension RecordedHandshake {
    fileprivate init(_ failure: TLSFailure) {
        var (refusal, checks): (CertificateRefusal?, [CertificateCheck]) = (nil, [])
        if case .certificateRejected(let found, _) = failure.cause {
            refusal = found
            checks = failure.certificate.verdict(found, at: failure.time).checks
        }
        self.init(
            reason: failure.cause.message,
            hint: failure.cause.hint,
            alert: failure.alert?.description,
            refusal: refusal,
            checks: checks,
            injections: failure.isOfScenario ? [.revokedByScenario] : []
        )
    }
}

extension Injection {
    /// Which rule it was is not known any more.
    static let revokedByScenario = Injection(rule: "", what: TLSFailure.revokedByScenario)
}
