import Foundation
import Testing

/// What curl reports of one call.
struct CurlAnswer {
    let status: Int
    let body: String
    /// From the beginning of the connection to the end of the answer.
    let seconds: Double
    /// Bytes of the body that were sent.
    let uploaded: Int

    /// - Parameter output: the body, then the line that ``Emulator/curl(_:certificate:)`` asks for.
    init(_ output: String) throws {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
        let facts = try #require(lines.last).split(separator: " ")
        try #require(facts.count == 3, "\(output)")
        self.body = lines.dropLast().joined(separator: "\n")
        self.status = try #require(Int(facts[0]))
        self.seconds = try #require(Double(facts[1]))
        self.uploaded = try #require(Int(facts[2]))
    }

    /// As another client would have printed it.
    var answer: Answer { Answer(step: "curl", status: self.status, body: self.body) }
}

/// Where a certificate and its key are.
struct Certificate {
    let certificate: String
    let key: String
}

extension Emulator {
    var demo: Certificate { Certificate(certificate: self.ready.clientCertificate, key: self.ready.clientKey) }

    /// Calls the emulator with curl.
    ///
    /// - Parameters:
    ///   - path: what follows the base URL.
    ///   - certificate: `nil` for none.
    ///   - base: another base URL than the test environment's.
    func curl(
        _ path: String,
        _ options: [String] = [],
        as certificate: Certificate?,
        at base: String? = nil
    ) async throws -> CurlAnswer {
        let identity = certificate.map { ["--cert", $0.certificate, "--key", $0.key] } ?? []
        let format = ["-w", "\\n%{http_code} %{time_total} %{size_upload}"]
        let arguments = ["-q", "-sS", "--cacert", self.ready.ca] + identity + format + options
        return try CurlAnswer(await self.place.run("curl", arguments + [(base ?? self.ready.baseURL) + path]))
    }
}
