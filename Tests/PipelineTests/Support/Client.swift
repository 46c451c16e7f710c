import Domain
import Foundation
import TLS

@testable import Pipeline

/// Goes through the pipeline's stages in the order in which the port does for each request.
struct Client {
    let pipeline: SubmissionPipeline
    var reporter: Reporter
    var cookies: [String]
    /// What every fragment of its file carries in its path.
    var file = RawSubmission(
        fragment: "",
        organisationNumber: "2021000837",
        statisticalProgram: "VINN",
        referencePeriod: "2026-09-30",
        fileFormat: "V10",
        fileName: "file.xml",
        version: ""
    )

    // MARK: One request

    func authorize(_ fragment: String) throws(Problem) -> AuthorizedFragment {
        var raw = self.file
        raw.fragment = fragment
        let parameters = Result { () throws(Problem) in try self.pipeline.parameters(raw) }
        return try self.pipeline.authorize(parameters, reporter: self.reporter, cookies: self.cookies)
    }

    /// A request whose head is admitted and whose body is still to come.
    func begin(_ fragment: String) throws -> FragmentReceipt {
        let authorized = try self.authorize(fragment)
        let receipt: FragmentReceipt
        do throws(Problem) {
            receipt = try self.pipeline.reserve(authorized)
        } catch {
            if let upload = self.pipeline.upload(of: authorized) { try self.pipeline.keep(upload) }
            throw error
        }
        try self.pipeline.begin(receipt)
        return receipt
    }

    @discardableResult
    func finish(_ receipt: FragmentReceipt, _ rest: String = "") throws -> Acknowledgement {
        do throws(Problem) {
            try receipt.append(rest)
        } catch {
            try self.pipeline.abandon(receipt)
            throw error
        }
        return try self.pipeline.accept(receipt)
    }

    @discardableResult
    func send(_ fragment: String, _ content: String) throws -> Acknowledgement {
        try self.finish(self.begin(fragment), content)
    }

    /// Sends the fragments 0, 1, … and -1 last.
    @discardableResult
    func deliver(_ fragments: String...) throws -> DeliveryID {
        for (index, content) in fragments.dropLast().enumerated() { try self.send(String(index), content) }
        return try self.send("-1", fragments.last ?? "").id
    }

    /// A request that the client, or a refusal of its body, ends in the middle.
    func breakOff(_ fragment: String, after content: String = "") throws {
        let receipt = try self.begin(fragment)
        try receipt.append(content)
        try self.pipeline.abandon(receipt)
    }

    /// A request that is refused for its head, as one of a wrong media type is.
    func refuseHead(_ fragment: String) throws {
        if let upload = self.pipeline.noteRefused(try self.authorize(fragment)) { try self.pipeline.keep(upload) }
    }

    // MARK: Answers

    func answer(_ fragment: String, _ content: String) throws -> Answer {
        try Answer { try self.send(fragment, content) }
    }

    func answer(finishing receipt: FragmentReceipt, _ rest: String = "") throws -> Answer {
        try Answer { try self.finish(receipt, rest) }
    }

    /// `nil` where history answers 404.
    func status(_ id: DeliveryID) throws -> DeliveryStatus? {
        do {
            return try self.pipeline.history(id, reporter: self.reporter).status
        } catch let problem as Problem where problem == .deliveryUnknown(id) {
            return nil
        }
    }

    // MARK: Others

    func with(_ change: (inout Client) throws -> Void) rethrows -> Client {
        var other = self
        try change(&other)
        return other
    }

    /// The holder of another certificate, with a session of its own.
    func other(_ certificate: CertificateFacts) throws -> Client {
        let reporter = try self.pipeline.reporter(.good(certificate))
        let token = try self.pipeline.openSession(reporter).token
        return self.with {
            $0.reporter = reporter
            $0.cookies = [token]
        }
    }
}

/// What a client is told, in a form that tests compare.
enum Answer: Equatable {
    case stored(DeliveryID, notes: [String] = [])
    case refused(String)

    init(_ request: () throws -> Acknowledgement) throws {
        do {
            let acknowledgement = try request()
            self = .stored(acknowledgement.id, notes: acknowledgement.deviations.map(\.code))
        } catch let problem as Problem {
            self = .refused(problem.code)
        }
    }

    var isStored: Bool { if case .stored = self { true } else { false } }
}

extension FragmentReceipt {
    func append(_ text: String) throws(Problem) {
        let result = Array(text.utf8).withUnsafeBytes { bytes in
            Result { () throws(Problem) in try self.append(bytes) }
        }
        try result.get()
    }
}
