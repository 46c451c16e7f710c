@testable import Domain

extension ProblemCase {
    static let parameter = [
        ProblemCase(
            .pathEncodingInvalid("%FF"),
            "path-encoding-invalid",
            400,
            "The path is not valid UTF-8",
            detail: "The path segment '%FF' does not percent-decode to UTF-8.",
            hint: "Percent-encode the UTF-8 bytes of each path segment (RFC 3986, 2.1): 'å' is %C3%A5."
        ),
        ProblemCase(
            .fragmentInvalid("-2"),
            "fragment-invalid",
            400,
            "The fragment index is not valid",
            detail: "fragment is '-2'; expected an integer from -1 to 2147483647.",
            hint: "Number the fragments 0, 1, 2, … and send the last as -1."
        ),
        ProblemCase(
            .fragmentUnicodeMinus("\u{2212}1"),
            "fragment-unicode-minus",
            400,
            "The minus sign is not ASCII",
            detail: "fragment is '\u{2212}1', written with U+2212 MINUS SIGN; expected '-1' with the ASCII "
                + "hyphen-minus.",
            hint: ".NET writes numbers so under sv-SE and other Nordic cultures with ICU. Format the index with "
                + "index.ToString(CultureInfo.InvariantCulture). To let it pass here, set unicode-minus: accept."
        ),
        ProblemCase(
            .organisationNumberInvalid(Example.long),
            "organisation-number-invalid",
            400,
            "The organisation number is not valid",
            detail: "organisationNumber is '\(Example.clipped)'; expected ten digits, NNNNNNNNNN or NNNNNN-NNNN.",
            hint: "Send the reporting organisation's organisationsnummer without a country code or century."
        ),
        ProblemCase(
            .organisationCheckDigitWrong(Example.organisation("9990000046")),
            "organisation-check-digit-wrong",
            400,
            "The organisation number's check digit is wrong",
            detail: "organisationNumber is '9990000046', whose last digit is not the check digit of the "
                + "others; expected that digit.",
            hint: "Look for a digit that is wrong or has changed places. To let such numbers pass here, set "
                + "organisation-check-digit: accept."
        ),
        ProblemCase(
            .statisticalProgramUnknown("VIN"),
            "statistical-program-unknown",
            400,
            "The statistical program is not known",
            detail: "statisticalProgram is 'VIN'; expected VINN or KRITA.",
            hint: "Check the order of the path's segments: fragment, organisation number, program, period, format, "
                + "file name, version."
        ),
        ProblemCase(
            .referencePeriodInvalid("2026-02-30"),
            "reference-period-invalid",
            400,
            "The reference period is not a date",
            detail: "referencePeriod is '2026-02-30'; expected a date that exists, as YYYY-MM-DD.",
            hint: "Send the last day of the period, e.g. 2026-09-30."
        ),
        ProblemCase(
            .deliveryIDInvalid("7"),
            "delivery-id-invalid",
            400,
            "The delivery id is not a GUID",
            detail: "deliveryId is '7'; expected a GUID, e.g. 0f8fad5b-d9cb-469f-a165-70867728950e.",
            hint: "Send the DeliveryId that the upload's answer gave."
        ),
    ]

    static let fileParameter = [
        ProblemCase(
            .fileFormatUnknown("V41", program: .vinn, known: [FileFormatName("V10"), FileFormatName("V40")]),
            "file-format-unknown",
            400,
            "The file format is not known",
            detail: "fileFormat is 'V41'; VINN takes V10, V40.",
            hint: "Use one of these, or add the format to 'formats' in the settings."
        ),
        ProblemCase(
            .fileFormatUnknown("K", program: .krita, known: []),
            "file-format-unknown",
            400,
            "The file format is not known",
            detail: "fileFormat is 'K'; KRITA takes no format.",
            hint: "Use one of these, or add the format to 'formats' in the settings."
        ),
        ProblemCase(
            .fileNameInvalid(""),
            "file-name-invalid",
            400,
            "The file name is not valid",
            detail: "fileName is '' (0 characters); expected 1 to 255 characters without control characters.",
            hint: "Send the file's own name without its folder."
        ),
        ProblemCase(
            .fileNameInvalid(Example.long),
            "file-name-invalid",
            400,
            "The file name is not valid",
            detail: "fileName is '\(Example.clipped)' (81 characters); expected 1 to 255 characters without control "
                + "characters.",
            hint: "Send the file's own name without its folder."
        ),
        ProblemCase(
            .versionUnknown("2", format: Example.v40),
            "version-unknown",
            400,
            "The schema version is not known",
            detail: "version is '2'; V40 has 1.0, 1.1.",
            hint: "Leave the version out to mean the newest, or add it to the format's 'versions' in the settings."
        ),
        ProblemCase(
            .versionUnknown("2", format: Example.v10),
            "version-unknown",
            400,
            "The schema version is not known",
            detail: "version is '2'; V10 has no versions.",
            hint: "Leave the version out to mean the newest, or add it to the format's 'versions' in the settings."
        ),
    ]
}
