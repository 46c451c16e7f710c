@testable import Domain

extension ProblemCase {
    static let session = [
        ProblemCase(
            .sessionMissing(cookie: "M2MSession-test"),
            "session-missing",
            401,
            "No session cookie was sent",
            detail: "The request carries no cookie 'M2MSession-test'.",
            hint: "Call GET /m2m/v2/heartbeat first and send the cookie it sets with every POST: the same cookie jar "
                + "must serve both calls (SCB's instruction, 2.2.2, steps 1 and 2)."
        ),
        ProblemCase(
            .sessionUnknown(cookie: "M2MSession-test", idleMinutes: 20),
            "session-unknown",
            401,
            "The session is not alive",
            detail: "The cookie 'M2MSession-test' names no live session of this certificate: it was idle for 20 "
                + "minutes, belongs to another certificate, or is not from this emulator.",
            hint: "Call GET /m2m/v2/heartbeat again with the same certificate, then begin the file anew at fragment 0."
        ),
    ]

    static let grant = [
        ProblemCase(
            .organisationNotGranted(
                Example.organisation("202100-0837"),
                user: "bank",
                granted: [Example.organisation("5566778899"), Example.organisation("5512345678")]
            ),
            "organisation-not-granted",
            403,
            "The user may not report for the organisation",
            detail: "User 'bank' may not report for organisation 2021000837; granted: 5512345678, 5566778899.",
            hint: "Check the organisation number and the certificate, or add a grant to the user in the settings."
        ),
        ProblemCase(
            .organisationNotGranted(Example.organisation("2021000837"), user: "bank", granted: []),
            "organisation-not-granted",
            403,
            "The user may not report for the organisation",
            detail: "User 'bank' may not report for organisation 2021000837; no organisation is granted.",
            hint: "Check the organisation number and the certificate, or add a grant to the user in the settings."
        ),
        ProblemCase(
            .programNotGranted(
                .krita,
                organisation: Example.organisation("2021000837"),
                user: "bank",
                granted: [.vinn]
            ),
            "program-not-granted",
            403,
            "The user may not report to the statistical program",
            detail: "User 'bank' may report for organisation 2021000837 to VINN, not to KRITA.",
            hint: "Check the program, or add a grant to the user in the settings."
        ),
        ProblemCase(
            .formatNotGranted(
                FileFormatName("V10"),
                program: .vinn,
                organisation: Example.organisation("2021000837"),
                user: "bank",
                granted: [FileFormatName("V40"), FileFormatName("V30")]
            ),
            "format-not-granted",
            403,
            "The user may not report in the file format",
            detail: "User 'bank' may report for organisation 2021000837 to VINN in V30, V40, not in V10.",
            hint: "Check the file format, or add it to the user's grant in the settings."
        ),
        ProblemCase(
            .deliveryUnknown(Example.id),
            "delivery-unknown",
            404,
            "No such delivery",
            detail: "There is no delivery 0f8fad5b-d9cb-469f-a165-70867728950e that this user may see.",
            hint: "Use the DeliveryId of an upload that was answered 200 in this environment. An upload that was "
                + "refused at -1, begun anew at fragment 0, or left idle has no history."
        ),
    ]
}
