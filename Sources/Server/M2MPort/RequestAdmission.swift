import Domain
import Foundation
import NIOHTTP1
import Pipeline
import TLS
import Wire

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

    /// - Returns: the verdict, and the user's name where the certificate told it.
    func judge(_ head: HTTPRequestHead, _ certificate: PresentedCertificate) -> (Verdict, user: String?) {
        var user: String?
        do throws(Problem) {
            try self.requireWellFormed(head)
            let route = try Route(method: head.method.rawValue, target: head.uri)
            let reporter = try self.pipeline.reporter(certificate)
            user = reporter.user.name
            return (try self.judge(route, head, reporter), user)
        } catch {
            return (.refuse(error), user)
        }
    }

    private func judge(_ route: Route, _ head: HTTPRequestHead, _ reporter: Reporter) throws(Problem) -> Verdict {
        switch route {
        case .heartbeat:
            let session = self.pipeline.liveSession(cookies: self.cookies(head), reporter: reporter)
            return session.map(Verdict.heartbeat) ?? .openSession(reporter)
        case .history(let text):
            guard let id = DeliveryID(text) else { throw .deliveryIDInvalid(text) }
            return .history(id, reporter)
        case .upload(let raw):
            let fragment = try self.pipeline.authorize(raw, reporter: reporter, cookies: self.cookies(head))
            return self.receive(fragment, head)
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

    private func cookies(_ head: HTTPRequestHead) -> [String] {
        Cookies.values(of: self.pipeline.cookieName, in: head.headers["cookie"])
    }
}
