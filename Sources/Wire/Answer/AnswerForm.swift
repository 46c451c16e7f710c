public import Domain
import Foundation

/// How answers are written: as the emulator ordinarily does, but for the variants of docs/fidelity.md.
public struct AnswerForm: Hashable, Sendable {
    let variants: Set<AnswerVariant>

    /// No variant.
    public static let ordinary = AnswerForm([])

    /// - Parameter variants: any together. Of ``AnswerVariant/wholeSeconds`` and ``AnswerVariant/sevenDigits`` the first
    ///   decides about heartbeat's time.
    public init(_ variants: Set<AnswerVariant>) {
        self.variants = variants
    }

    private var isOrdinary: Bool { self.variants.isEmpty }

    func has(_ variant: AnswerVariant) -> Bool { self.variants.contains(variant) }

    /// - Parameter mediaType: one of JSON.
    func contentType(_ mediaType: String) -> String {
        self.has(.noCharset) ? mediaType : "\(mediaType); charset=utf-8"
    }

    // MARK: Values

    func id(_ id: DeliveryID) -> String {
        self.has(.upperCaseIDs) ? id.description.uppercased() : id.description
    }

    func status(_ status: DeliveryStatus) -> String {
        switch status {
        case .stopped where self.has(.ejInlastLower): "Ej inläst"
        case .processing where self.has(.pagar): "Pågår"
        default: status.text
        }
    }

    func callTime(_ time: Date) -> String {
        self.has(.wholeSeconds) ? WireDate.wholeSecond(time) : self.timestamp(time)
    }

    func timestamp(_ time: Date) -> String {
        self.has(.sevenDigits) ? WireDate.sevenDigits(time) : WireDate.timestamp(time)
    }

    func submissionDate(_ time: Date) -> String {
        self.has(.utcSubmissionDate) ? WireDate.submissionDateInUTC(time) : WireDate.submissionDate(time)
    }

    // MARK: JSON

    var historyID: String { self.has(.filID) ? "FilId" : "Id" }

    func text(_ string: String) -> String {
        self.has(.escapedNonASCII) ? JSONText.asciiString(string) : JSONText.string(string)
    }

    func text(_ object: JSONObject) -> String {
        guard !self.isOrdinary else { return object.text }
        var object = object
        if self.has(.extraProperties) { object = object.between(Self.unknown.first, Self.unknown.last) }
        if self.has(.otherOrder) { object = object.reversed }
        if self.has(.camelCase) { object = object.camelCased }
        return object.text(indented: self.has(.indented)) { self.text($0) }
    }

    /// Unknown properties. The first holds names that the known ones have too, for whoever searches the text.
    private static let unknown: (first: JSONObject.Property, last: JSONObject.Property) = (
        (
            "Metadata",
            .object(
                JSONObject([
                    ("Id", .string("00000000-0000-0000-0000-000000000000")), ("ProgressStatus", .integer(-1)),
                    ("Status", .string("Okänd")), ("Tags", .objects([])),
                ])
            )
        ),
        ("Reserved", .null)
    )
}
