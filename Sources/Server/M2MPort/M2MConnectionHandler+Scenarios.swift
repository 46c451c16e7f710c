import Domain
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Pipeline
import Scenarios
import TLS
import Wire

// What the scenarios want of a request, done in their order (docs/scenarios.md, "In what order").
extension M2MConnectionHandler {
    /// Lets the scenarios decide about the request, once what they ask about its file is known.
    func stage(_ request: IdentifiedRequest, context: ChannelHandlerContext) {
        let scenarios = self.port.scenarios
        guard case .history(let id?, _) = request.call, scenarios.asksFile(of: request) else {
            return self.stage(request, scenarios.decide(request), context: context)
        }
        let (pipeline, reporter) = (self.port.pipeline, request.reporter)
        let file = self.port.work.storage.runIfActive(eventLoop: context.eventLoop) {
            try pipeline.file(of: id, reporter: reporter)
        }
        self.whenDone(file, context: context) { file in
            self.stage(request, scenarios.decide(request, file: file), context: context)
        }
    }

    private func stage(_ request: IdentifiedRequest, _ decision: Decision, context: ChannelHandlerContext) {
        guard !decision.isNothing else { return self.judgeIfOpen(request, context: context) }
        let staging = Staging(decision)
        self.changeExchange { $0.staging = staging }
        guard let event = staging.event else { return self.answerOrJudge(request, staging, context: context) }
        self.carryOut(event, request, staging, context: context)
    }

    private func carryOut(
        _ event: Decided<ScenarioEvent>,
        _ request: IdentifiedRequest,
        _ staging: Staging,
        context: ChannelHandlerContext
    ) {
        staging.note(event.rule, "event: \(event.value)")
        let now = self.port.pipeline.now(of: request.reporter.user.name)
        switch event.value {
        case .forgetSession:
            self.forgetSession(request, context: context) { self.answerOrJudge(request, staging, context: context) }
        case .revokeCertificate:
            self.certificate.revoke(at: now)
            guard let head = self.exchange?.head else { return }
            self.identify(head, context: context) { self.answerOrJudge($0, staging, context: context) }
        case .maintenance(let maintenance):
            let user = request.reporter.user.name
            self.port.scenarios.close(maintenance, to: user, at: now, by: event.rule)
            self.answerOrJudge(request, staging, context: context)
        }
    }

    /// Ends the session that the request names, and then does `goOn`.
    private func forgetSession(
        _ request: IdentifiedRequest,
        context: ChannelHandlerContext,
        _ goOn: @escaping () -> Void
    ) {
        let (pipeline, reporter, cookies) = (self.port.pipeline, request.reporter, request.cookies)
        // The body is for whoever judges the request, and not to be read over.
        self.isCarryingOut = true
        let forgotten = self.port.work.storage.runIfActive(eventLoop: context.eventLoop) {
            try pipeline.forgetSession(cookies: cookies, reporter: reporter)
        }
        forgotten.assumeIsolated().whenComplete { result in
            self.isCarryingOut = false
            switch result {
            case .success: goOn()
            case .failure(let error): self.answer(self.answer(for: error), context: context)
            }
            self.releaseRead(context: context)
            self.processHeld(context: context)
        }
    }

    private func answerOrJudge(_ request: IdentifiedRequest, _ staging: Staging, context: ChannelHandlerContext) {
        if let scripted = staging.takeAnswer(.instead) {
            self.answer(self.answer(scripted: scripted), context: context)
        } else {
            self.judgeIfOpen(request, context: context)
        }
    }

    private func judgeIfOpen(_ request: IdentifiedRequest, context: ChannelHandlerContext) {
        guard let (problem, rule) = self.port.scenarios.refusal(of: request) else {
            return self.judge(request, context: context)
        }
        let staging = self.exchange?.staging ?? Staging(.nothing)
        staging.note(rule, "closed for maintenance")
        self.changeExchange { $0.staging = staging }
        self.refuse(problem, context: context)
    }

    /// What a rule wants answered to the present request.
    func answer(scripted: Decided<ScriptedAnswer>) -> Answer {
        let names = self.namesForAnswer()
        return Answer(scripted, path: names.path, traceID: names.traceID, form: self.port.answers)
    }
}
