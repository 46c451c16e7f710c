import Domain
import NIOCore
import NIOHTTP1
import NIOPosix
import Pipeline
import Scenarios
import TLS
import Wire

// The way of one request: identified, given to the scenarios, judged, and carried to the pipeline.
extension M2MConnectionHandler {
    func begin(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        guard case .idle = self.state else { return }
        self.timer?.pause()
        let exchange = Exchange(head: head, began: context.eventLoop.now)
        self.record = exchange.record
        self.state = .working(exchange)
        self.identify(head, context: context) { self.stage($0, context: context) }
    }

    /// Goes on with the request when its path and certificate are good, and refuses it otherwise.
    func identify(_ head: HTTPRequestHead, context: ChannelHandlerContext, _ body: (IdentifiedRequest) -> Void) {
        do throws(Problem) {
            let request = try self.port.admission.identify(head, self.certificate)
            self.changeExchange { $0.user = request.reporter.user.name }
            self.note(request)
            body(request)
        } catch {
            self.noteRefused(head)
            self.refuse(error, context: context)
        }
    }

    func judge(_ request: IdentifiedRequest, context: ChannelHandlerContext) {
        // The client may have gone while an event was carried out; a fragment's place would then be taken for nobody.
        guard case .working = self.state else { return }
        let (pipeline, storage) = (self.port.pipeline, self.port.work.storage)
        switch self.port.admission.judge(request) {
        case .heartbeat(let session):
            self.answer(self.heartbeat(session), context: context)
        case .openSession(let reporter):
            let opened = storage.runIfActive(eventLoop: context.eventLoop) { try pipeline.openSession(reporter) }
            self.whenDone(opened, context: context) { self.answer(self.heartbeat($0), context: context) }
        case .history(let id, let reporter):
            let found = storage.runIfActive(eventLoop: context.eventLoop) {
                try pipeline.history(id, reporter: reporter)
            }
            self.whenDone(found, context: context) { entry in
                self.record?.status = entry.status
                let form = self.port.answers
                let answer = Answer.history(entry.id, entry.status, submitted: entry.submitted, form: form)
                self.answer(answer, context: context)
            }
        case .receive(let receipt, let boundary):
            self.receive(receipt, boundary, context: context)
        case .refuse(let problem):
            self.noteSession(of: request)
            self.refuse(problem, context: context)
        case .refuseFragment(let problem, let upload):
            self.noteSession(of: request)
            let kept = storage.runIfActive(eventLoop: context.eventLoop) { try pipeline.keep(upload) }
            self.refuse(problem, after: kept, context: context)
        case .refuseReserved(let problem, let receipt):
            self.record?.session = receipt.session
            let abandoned = storage.runIfActive(eventLoop: context.eventLoop) {
                let begun = Result { try pipeline.begin(receipt) }
                try pipeline.abandon(receipt)
                try begun.get()
            }
            self.refuse(problem, after: abandoned, context: context)
        }
    }

    private func heartbeat(_ session: Session) -> Answer {
        self.record?.session = session.token
        let now = self.port.pipeline.now(of: session.user)
        let cookie = (self.port.pipeline.cookieName, session.token)
        let answer = Answer.heartbeat(at: now, cookie: cookie, form: self.port.answers)
        guard let end = self.certificate.facts?.notAfter, self.port.expiryNotice?.isDue(end, now: now) == true else {
            return answer
        }
        return answer.warning(ofCertificateEnd: end)
    }

    private func receive(_ receipt: FragmentReceipt, _ boundary: MultipartBoundary, context: ChannelHandlerContext) {
        guard case .working(var exchange) = self.state else { return }
        self.record?.session = receipt.session
        let intake = FragmentIntake(
            receipt: receipt,
            course: exchange.staging?.course?.value,
            boundary: boundary,
            pipeline: self.port.pipeline,
            work: self.port.work,
            limits: self.port.limits,
            eventLoop: context.eventLoop
        )
        intake.onRoom = { self.releaseRead(context: context) }
        intake.onFailure = { error in
            guard case .receiving(let exchange, _) = self.state else { return }
            self.endPause()
            self.state = .working(exchange)
            self.answer(self.answer(for: error), context: context)
            self.releaseRead(context: context)
        }
        exchange.wasContinued = exchange.expectsContinue
        self.state = .receiving(exchange, intake)
        self.timer?.expire(in: self.port.limits.request)
        guard let fault = exchange.staging?.takeFault(afterRequestBytes: 0, isWhole: false) else {
            return self.inviteBody(context: context)
        }
        self.play(fault, context: context) { self.inviteBody(context: context) }
    }

    /// Tells a client to send its body, if it waits for that.
    private func inviteBody(context: ChannelHandlerContext) {
        guard case .receiving(let exchange, _) = self.state, exchange.wasContinued else { return }
        let head = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(Self.wrapOutboundOut(.head(head)), promise: nil)
    }

    /// A part of the body goes to the pipeline.
    func feed(_ chunk: ByteBuffer, context: ChannelHandlerContext) {
        guard case .receiving(let exchange, let intake) = self.state else { return }
        do throws(Problem) {
            try intake.feed(chunk)
        } catch {
            self.state = .working(exchange)
            self.refuse(error, after: intake.cancel(), context: context)
        }
    }

    /// The body has gone to the pipeline whole.
    func finishIntake(context: ChannelHandlerContext) {
        guard case .receiving(let exchange, let intake) = self.state else { return }
        self.state = .working(exchange)
        do throws(Problem) {
            let accepted = try intake.finish()
            self.timer?.pause()
            self.whenDone(accepted, context: context) { self.acknowledge($0, of: exchange.user, context: context) }
        } catch {
            self.refuse(error, after: intake.cancel(), context: context)
        }
    }

    /// The fragment is stored, whether or not its client is still there.
    private func acknowledge(_ accepted: Acknowledgement, of user: String?, context: ChannelHandlerContext) {
        self.record?.note(accepted)
        if accepted.awaitsValidation { self.port.validations.add(accepted.id, of: user ?? "") }
        let answer = Answer.stored(accepted.id, at: accepted.time, form: self.port.answers)
            .noting(accepted.deviations)
        guard let staging = self.exchange?.staging else { return self.answer(answer, context: context) }
        if let course = staging.course, accepted.makesDelivery {
            staging.note(course.rule, "status: \(course.value.words)")
        }
        let scripted = staging.takeAnswer(.afterStored).map { self.answer(scripted: $0) } ?? answer
        guard let fault = staging.takeFault(at: .afterStored) else { return self.answer(scripted, context: context) }
        self.play(fault, context: context) { self.answer(scripted, context: context) }
    }
}
