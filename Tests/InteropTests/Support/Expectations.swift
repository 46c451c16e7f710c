import Foundation
import Testing

// Bodies are compared as text: the order of the members and the writing of numbers and letters are part of the answer.

/// Expects the 200 of a fragment, and nothing tolerated but `note`.
func expectStored(
    _ answer: Answer,
    note: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let timestamp = #"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"#
    let pattern = #"^\{"DeliveryId":"\#(guid)","TimeStamp":"\#(timestamp)"\}$"#
    #expect(answer.status == 200, "\(answer)", sourceLocation: sourceLocation)
    #expect(matches(answer.body, pattern), "\(answer)", sourceLocation: sourceLocation)
    #expect(answer.note == note, "\(answer)", sourceLocation: sourceLocation)
}

/// Expects the 200 of a history.
func expectHistory(
    _ answer: Answer,
    of id: String,
    progress: Int,
    _ status: String,
    uploaded: Bool,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let date = "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"
    let pattern =
        #"^\{"Id":"\#(id)","ProgressStatus":\#(progress),"SubmissionDate":"\#(date)","Status":"\#(status)","#
        + #""FileWasUploaded":\#(uploaded)\}$"#
    #expect(answer.status == 200, "\(answer)", sourceLocation: sourceLocation)
    #expect(matches(answer.body, pattern), "\(answer)", sourceLocation: sourceLocation)
}

/// Expects a refusal as `application/problem+json` with this status and code.
func expectProblem(
    _ answer: Answer,
    _ status: Int,
    _ code: String,
    _ comment: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let string = #""(?:[^"\\]|\\.)+""#
    // The trace of a verdict stands where it is the certificate that is refused.
    let isAboutCertificate = code.hasPrefix("certificate-") || code == "user-disabled"
    let check = #"\{"check":"[a-z]+","outcome":"[a-z-]+"(,"saw":\#(string))?\}"#
    let checks = isAboutCertificate ? #","checks":\[(\#(check),){7}\#(check)\]"# : ""
    let pattern =
        #"^\{"type":"urn:scb-m2m-emulator:problem:\#(code)","title":\#(string),"status":\#(status),"#
        + #""detail":\#(string),"instance":"[^"]*","code":"\#(code)","hint":\#(string),"traceId":\#(string)\#(checks)\}$"#
    #expect(answer.status == status, "\(comment) \(answer)", sourceLocation: sourceLocation)
    #expect(matches(answer.body, pattern), "\(comment) \(answer)", sourceLocation: sourceLocation)
    if let type = answer.headers?["content-type"] {
        #expect(type == "application/problem+json; charset=utf-8", "\(comment)", sourceLocation: sourceLocation)
    }
}

private let guid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

private func matches(_ text: String?, _ pattern: String) -> Bool {
    text?.range(of: pattern, options: .regularExpression) != nil
}
