/// A way in which SCB's answers may look other than the emulator's ordinary ones, for all that SCB's text says: what it
/// writes in two ways, or leaves open (docs/fidelity.md, "Variants of the answers").
///
/// A client that works with each of them, and with all at once, depends on none of these accidents.
public enum AnswerVariant: String, Hashable, Sendable, CaseIterable {
    /// History's `Id` is named `FilId` (SCB's instruction, 6.1).
    case filID = "fil-id"
    /// *Ej inläst* for *Ej Inläst* (2.2.2 step 11 and 6.1).
    case ejInlastLower = "ej-inlast-lower"
    /// *Pågår* for *Bearbetar* (the enum in 6.1).
    case pagar
    case camelCase = "camel-case"
    case otherOrder = "other-order"
    case extraProperties = "extra-properties"
    case escapedNonASCII = "escaped-non-ascii"
    case indented
    case upperCaseIDs = "upper-case-ids"
    case sevenDigits = "seven-digits"
    case wholeSeconds = "whole-seconds"
    case utcSubmissionDate = "utc-submission-date"
    case noCharset = "no-charset"
    case chunked
    /// "samt kakor från GET-anropet": cookies, in the plural (2.2.2 step 2).
    case moreCookies = "more-cookies"

    /// What is different in the answers; without a full stop.
    public var change: String {
        switch self {
        case .filID: "history's Id is named FilId"
        case .ejInlastLower: "the Status 'Ej Inläst' is written 'Ej inläst'"
        case .pagar: "the Status 'Bearbetar' is written 'Pågår'"
        case .camelCase: "the names of properties begin with a small letter"
        case .otherOrder: "properties come in the reverse order"
        case .extraProperties:
            "objects have an unknown property before the known ones, which is an object, and one after"
        case .escapedNonASCII: "strings are escaped as by .NET's default encoder, ä as \\u00E4"
        case .indented: "JSON has line breaks and indentation, as .NET writes it on Windows"
        case .upperCaseIDs: "GUIDs are upper case"
        case .sevenDigits: "heartbeat's time and TimeStamp have seven digits of a second"
        case .wholeSeconds: "heartbeat's time has no fraction of a second"
        case .utcSubmissionDate: "SubmissionDate is UTC"
        case .noCharset: "Content-Type is without charset"
        case .chunked: "answers are chunked, without Content-Length"
        case .moreCookies: "heartbeat sets another cookie before the session's"
        }
    }

    /// What a client must do, or not depend on, to bear it; without a full stop.
    public var lesson: String {
        switch self {
        case .filID: "take the id from the upload's answer, or from either name"
        case .ejInlastLower: "compare statuses without regard to case, or go by ProgressStatus and FileWasUploaded"
        case .pagar: "go by ProgressStatus while a delivery is under way"
        case .camelCase: "read names without regard to case"
        case .otherOrder: "read properties by name, never by place"
        case .extraProperties: "ignore what is unknown, and parse JSON instead of searching its text"
        case .escapedNonASCII: "parse JSON instead of comparing its text"
        case .indented: "parse JSON instead of comparing its text or reading its lines"
        case .upperCaseIDs: "compare GUIDs as GUIDs"
        case .sevenDigits: "take any number of digits"
        case .wholeSeconds: "take a time without a fraction"
        case .utcSubmissionDate: "do not compute with SubmissionDate: it names no time zone"
        case .noCharset: "compare the media type only; JSON is UTF-8 (RFC 8259, 8.1)"
        case .chunked: "read until the answer ends, whatever its framing"
        case .moreCookies: "send back every cookie of heartbeat's answer"
        }
    }
}
