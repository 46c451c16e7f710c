public import ArgumentParser
public import Domain
import Foundation
public import PKI

extension EnvironmentName: ExpressibleByArgument {}
extension PKI.KeyType: ExpressibleByArgument {}
extension PKCS12Encryption: ExpressibleByArgument {}

/// How the files of a certificate are told.
enum FilesFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    /// `export` lines for a shell's `eval`.
    case env
    case json
}

extension CertificateSelector: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// A serial number on the command line.
struct SerialArgument: ExpressibleByArgument {
    let serial: CertificateSerial

    init?(argument: String) {
        let isDecimal = argument.lowercased().hasPrefix("dec:")
        let serial = isDecimal ? CertificateSerial(decimal: argument.dropFirst(4)) : CertificateSerial(argument)
        guard let serial else { return nil }
        self.serial = serial
    }
}

/// A reason on the command line, as RFC 5280 spells it, in any case.
struct ReasonArgument: ExpressibleByArgument {
    let reason: RevocationReason

    private static let allowed = RevocationReason.allCases.filter { $0 != .removeFromCRL }

    init?(argument: String) {
        let reason = Self.allowed.first { $0.description.lowercased() == argument.lowercased() }
        guard let reason else { return nil }
        self.reason = reason
    }

    static var allValueStrings: [String] { Self.allowed.map(\.description) }
}

/// A day or a second on the command line, UTC.
struct DateArgument: ExpressibleByArgument {
    /// The first second that is meant, and the last: of a day its last, of a second the same.
    let first: Date
    let last: Date

    /// - Parameter argument: `2026-01-31` or `2026-01-31T12:00:00Z`.
    init?(argument: String) {
        if let second = try? Date(argument, strategy: .iso8601) {
            self.first = second
            self.last = second
        } else if let day = try? Date("\(argument)T00:00:00Z", strategy: .iso8601) {
            self.first = day
            self.last = day + 86_399
        } else {
            return nil
        }
    }
}
