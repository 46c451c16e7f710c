import Domain
import Foundation
import NIOHTTP1
import Pipeline
import TLS
import Wire

/// A request whose path and certificate are good: what it asks for, and who asks. Only ``RequestAdmission`` makes one.
struct IdentifiedRequest {
    enum Call {
        case heartbeat
        /// The parameters, or the 400 that they deserve when their turn comes.
        case upload(Result<SubmissionParameters, Problem>)
        /// `nil` when `text` is no id.
        case history(DeliveryID?, text: String)
    }

    let call: Call
    /// The words of ``call``.
    let route: Route
    let reporter: Reporter
    /// Values of the session cookie.
    let cookies: [String]
    fileprivate let head: HTTPRequestHead
}

/// Judges a request by its head, in the protocol's order of refusals: path, certificate, session, parameters, grant,
/// media type, fragment order, size (docs/protocol.md, "The order of a submission"). Never blocks.
struct RequestAdmission: Sendable {
    enum Verdict {
        case heartbeat(Session)
        case openSession(Reporter)
        case history(DeliveryID, Reporter)
        case receive(FragmentReceipt, MultipartBoundary)
        case refuse(Problem)
        /// The refusal leaves a hole in the upload's file, which is known already and still to be kept.
        case refuseFragment(Problem, DeliveryID)
        /// The fragment has its place already and must give it back.
        case refuseReserved(Problem, FragmentReceipt)
    }

    let pipeline: SubmissionPipeline
    let limits: PortLimits

    /// What the request asks for, and who asks.
    ///
    /// - Throws: the refusal of its form, its path or its certificate.
    func identify(_ head: HTTPRequestHead, _ certificate: PresentedCertificate) throws(Problem) -> IdentifiedRequest {
        try self.requireWellFormed(head)
        let route = try Route(method: head.method.rawValue, target: head.uri)
        let reporter = try self.pipeline.reporter(certificate)
        let cookies = Cookies.values(of: self.pipeline.cookieName, in: head.headers["cookie"])
        return IdentifiedRequest(call: self.call(route), route: route, reporter: reporter, cookies: cookies, head: head)
    }

    private func call(_ route: Route) -> IdentifiedRequest.Call {
        switch route {
        case .heartbeat: .heartbeat
        case .upload(let raw): .upload(Result { () throws(Problem) in try self.pipeline.parameters(raw) })
        case .history(let text): .history(DeliveryID(text), text: text)
        }
    }

    /// What is to be done, by all that the head tells.
    func judge(_ request: IdentifiedRequest) -> Verdict {
        let reporter = request.reporter
        switch request.call {
        case .heartbeat:
            let session = self.pipeline.liveSession(cookies: request.cookies, reporter: reporter)
            return session.map(Verdict.heartbeat) ?? .openSession(reporter)
        case .history(let id?, _): return .history(id, reporter)
        case .history(nil, let text): return .refuse(.deliveryIDInvalid(text))
        case .upload(let parameters):
            do throws(Problem) {
                let fragment = try self.pipeline.authorize(parameters, reporter: reporter, cookies: request.cookies)
                return self.receive(fragment, request.head)
            } catch {
                return .refuse(error)
            }
        }
    }

    private func receive(_ fragment: AuthorizedFragment, _ head: HTTPRequestHead) -> Verdict {
        let boundary: MultipartBoundary
        let receipt: FragmentReceipt
        do throws(Problem) {
            boundary = try MultipartBoundary(contentType: head.headers.first(name: "content-type"))
        } catch {
            return self.refusal(error, self.pipeline.noteRefused(fragment))
        }
        do throws(Problem) {
            receipt = try self.pipeline.reserve(fragment)
        } catch {
            return self.refusal(error, self.pipeline.upload(of: fragment))
        }
        if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }), length > self.limits.bodyBytes
        {
            return .refuseReserved(.bodyTooLarge(limit: self.limits.bodyBytes), receipt)
        }
        return .receive(receipt, boundary)
    }

    private func refusal(_ problem: Problem, _ upload: DeliveryID?) -> Verdict {
        upload.map { .refuseFragment(problem, $0) } ?? .refuse(problem)
    }

    private func requireWellFormed(_ head: HTTPRequestHead) throws(Problem) {
        let hosts = head.headers["host"].count
        guard hosts == 1 || (hosts == 0 && !head.version.isHTTP11) else { throw .hostMissing }
        guard head.uri.utf8.count <= self.limits.targetBytes else {
            throw .uriTooLong(bytes: head.uri.utf8.count, limit: self.limits.targetBytes)
        }
    }
}
