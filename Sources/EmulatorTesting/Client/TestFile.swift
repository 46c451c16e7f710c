public import Domain
public import Foundation

/// A file and what is said of it in the calls that send it.
public struct TestFile: Hashable, Sendable {
    public var content: Data
    /// A scenario may go by it: `report_systemfel.xml` becomes Systemfel.
    public var name: String
    public var organisation: OrganisationNumber
    public var program: StatisticalProgram
    public var period: ReferencePeriod
    public var format: String
    /// Empty for the newest.
    public var version = ""

    /// - Parameters:
    ///   - content: by default ``sample``.
    ///   - organisation: by default `9990000045`, which the built-in settings know.
    ///   - period: by default 2026-09-30.
    public init(
        _ content: String = Self.sample,
        name: String = "holdings.xml",
        organisation: OrganisationNumber = Self.usualOrganisation,
        program: StatisticalProgram = .vinn,
        period: ReferencePeriod = Self.usualPeriod,
        format: String = "V40"
    ) {
        self.content = Data(content.utf8)
        self.name = name
        self.organisation = organisation
        self.program = program
        self.period = period
        self.format = format
    }

    /// The least that validation finds nothing wrong with, in the format V40.
    public static let sample =
        "<Report xmlns=\"http://scb.se/gdb/vinn\" ReportingAgentName=\"Exempelbanken\" ReportingAgentCode=\"9990000045\" "
        + "ReferencePeriod=\"2026-09-30\"/>"

    /// `9990000045`, Exempelbanken.
    public static let usualOrganisation = OrganisationNumber(known: "9990000045")
    /// 2026-09-30.
    public static let usualPeriod = ReferencePeriod(known: "2026-09-30")
}

extension OrganisationNumber {
    fileprivate init(known text: String) {
        guard let number = OrganisationNumber(text) else { preconditionFailure("'\(text)' is no organisation number") }
        self = number
    }
}

extension ReferencePeriod {
    fileprivate init(known text: String) {
        guard let period = ReferencePeriod(text) else { preconditionFailure("'\(text)' is no period") }
        self = period
    }
}
