extension Problem.Kind {
    static let organisationNotGranted = Problem.Kind(
        "organisation-not-granted",
        403,
        "The user may not report for the organisation"
    )
    static let programNotGranted = Problem.Kind(
        "program-not-granted",
        403,
        "The user may not report to the statistical program"
    )
    static let formatNotGranted = Problem.Kind("format-not-granted", 403, "The user may not report in the file format")
    static let deliveryUnknown = Problem.Kind("delivery-unknown", 404, "No such delivery")
}

extension Problem {
    static let grantKinds: [Kind] = [.organisationNotGranted, .programNotGranted, .formatNotGranted, .deliveryUnknown]

    public static func organisationNotGranted(
        _ organisation: OrganisationNumber,
        user: String,
        granted: [OrganisationNumber]
    ) -> Problem {
        Problem(
            .organisationNotGranted,
            detail: "User '\(user)' may not report for organisation \(organisation); "
                + (granted.isEmpty ? "no organisation is granted." : "granted: \(Self.list(granted))."),
            hint: "Check the organisation number and the certificate, or add a grant to the user in the settings."
        )
    }

    public static func programNotGranted(
        _ program: StatisticalProgram,
        organisation: OrganisationNumber,
        user: String,
        granted: [StatisticalProgram]
    ) -> Problem {
        Problem(
            .programNotGranted,
            detail: "User '\(user)' may report for organisation \(organisation) to \(Self.list(granted)), "
                + "not to \(program).",
            hint: "Check the program, or add a grant to the user in the settings."
        )
    }

    public static func formatNotGranted(
        _ format: FileFormatName,
        program: StatisticalProgram,
        organisation: OrganisationNumber,
        user: String,
        granted: [FileFormatName]
    ) -> Problem {
        Problem(
            .formatNotGranted,
            detail: "User '\(user)' may report for organisation \(organisation) to \(program) in "
                + "\(Self.list(granted)), not in \(format).",
            hint: "Check the file format, or add it to the user's grant in the settings."
        )
    }

    /// One answer for an id that never was, one that was refused or swept, and one the user has no grant for, so that
    /// nothing is told of other reporters' deliveries.
    public static func deliveryUnknown(_ id: DeliveryID) -> Problem {
        Problem(
            .deliveryUnknown,
            detail: "There is no delivery \(id) that this user may see.",
            hint: "Use the DeliveryId of an upload that was answered 200 in this environment. An upload that was "
                + "refused at -1, begun anew at fragment 0, or left idle has no history."
        )
    }

    private static func list(_ items: [some CustomStringConvertible]) -> String {
        items.map(\.description).sorted().joined(separator: ", ")
    }
}
