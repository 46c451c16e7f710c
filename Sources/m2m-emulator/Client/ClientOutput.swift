import ArgumentParser
import Client
import Domain
import Foundation

/// What `send` and `status` print: the result on standard output, all else on standard error.
struct ClientOutput {
    /// The result as a table, or as one JSON object.
    static func write(_ history: DeliveryHistory, asJSON: Bool) throws {
        try Self.write(DeliveryResult(history), asJSON: asJSON)
    }

    static func write(_ result: DeliveryResult, asJSON: Bool) throws {
        if asJSON { return try CommandOutput.write(json: result) }
        CommandOutput.write(
            result.lines.map { "\($0.padding(toLength: 10, withPad: " ", startingAt: 0))  \($1)" }
                .joined(separator: "\n")
        )
    }

    /// Runs `body`; every error that reaches a user has a text made for them.
    static func reporting(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as ClientError {
            CommandOutput.writeError(error.description)
            throw ExitCode.failure
        }
    }
}

/// What became of a delivery; what is not known is left out.
struct DeliveryResult: Encodable {
    let deliveryId: String
    var fragments: Int?
    var bytes: Int?
    let status: String?
    let progressStatus: Int?
    let fileWasUploaded: Bool?
    let submissionDate: String?

    init(_ history: DeliveryHistory) {
        self.init(history.id, history)
    }

    init(_ sent: SentFile, bytes: Int) {
        self.init(sent.id, sent.history)
        self.fragments = sent.fragments
        self.bytes = bytes
    }

    private init(_ id: DeliveryID, _ history: DeliveryHistory?) {
        self.deliveryId = id.description
        self.status = history?.status
        self.progressStatus = history?.progressStatus
        self.fileWasUploaded = history?.fileWasUploaded
        self.submissionDate = history?.submissionDate
    }

    fileprivate var lines: [(String, String)] {
        var lines = [("delivery", self.deliveryId)]
        if let fragments = self.fragments, let bytes = self.bytes {
            lines.append(("sent", "\(bytes) bytes in \(fragments) \(fragments == 1 ? "call" : "calls")"))
        }
        if let status = self.status { lines.append(("status", status)) }
        if let date = self.submissionDate { lines.append(("submitted", date)) }
        return lines
    }
}
