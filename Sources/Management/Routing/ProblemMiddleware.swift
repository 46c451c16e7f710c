import Domain
import HTTPTypes
import Hummingbird
import Journal
import Logging
import PKI
import Server

/// Makes a problem of whatever keeps a call from being answered, and logs the call.
struct ProblemMiddleware: RouterMiddleware {
    let table: RouteTable
    let logger: Logger

    func handle(
        _ request: Request,
        context: ControlContext,
        next: (Request, ControlContext) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let problem = self.problem(error, of: request, context)
            response = problem.response(instance: request.uri.path, traceID: context.traceID)
        }
        // Nothing is read after a request that asks for an upgrade, as Java's HttpClient does unasked (RFC 9110, 7.8): the
        // client is to make its next call on another connection.
        if request.headers[.upgrade] != nil { response.headers[.connection] = "close" }
        self.log(request, response, context, took: began.duration(to: .now))
        return response
    }

    private func problem(_ error: any Error, of request: Request, _ context: ControlContext) -> ControlProblem {
        switch error {
        case let problem as ControlProblem: return problem
        case let error as ControlError: return ControlProblem(error)
        case let error as JournalError: return ControlProblem(error)
        case let error as PKIError: return ControlProblem(error)
        // Who waited for something when the emulator was stopped.
        case is CancellationError: return .notReady
        case let error as HTTPError where error.status == .notFound:
            return self.table.refusal(of: request.method, path: request.uri.path)
        default:
            self.logger.error("a control call failed: \(error)", metadata: ["trace": "\(context.traceID)"])
            return .internalError(traceID: context.traceID)
        }
    }

    private func log(_ request: Request, _ response: Response, _ context: ControlContext, took: Duration) {
        // Tests ask in a row how things are; what they change is what the log is read for.
        let level: Logger.Level = request.method == .get || request.method == .head ? .debug : .info
        self.logger.log(
            level: level,
            "control \(request.method.rawValue) \(request.uri.path.clipped(to: 200)) \(response.status.code)",
            metadata: ["ms": "\(Int(took / .milliseconds(1)))", "trace": "\(context.traceID)"]
        )
    }
}
