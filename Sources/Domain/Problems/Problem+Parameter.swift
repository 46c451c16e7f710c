extension Problem.Kind {
    static let fragmentInvalid = Problem.Kind("fragment-invalid", 400, "The fragment index is not valid")
    static let fragmentUnicodeMinus = Problem.Kind("fragment-unicode-minus", 400, "The minus sign is not ASCII")
    static let organisationNumberInvalid = Problem.Kind(
        "organisation-number-invalid",
        400,
        "The organisation number is not valid"
    )
    static let organisationCheckDigitWrong = Problem.Kind(
        "organisation-check-digit-wrong",
        400,
        "The organisation number's check digit is wrong"
    )
    static let statisticalProgramUnknown = Problem.Kind(
        "statistical-program-unknown",
        400,
        "The statistical program is not known"
    )
    static let referencePeriodInvalid = Problem.Kind(
        "reference-period-invalid",
        400,
        "The reference period is not a date"
    )
    static let fileFormatUnknown = Problem.Kind("file-format-unknown", 400, "The file format is not known")
    static let fileNameInvalid = Problem.Kind("file-name-invalid", 400, "The file name is not valid")
    static let versionUnknown = Problem.Kind("version-unknown", 400, "The schema version is not known")
    static let deliveryIDInvalid = Problem.Kind("delivery-id-invalid", 400, "The delivery id is not a GUID")
    static let pathEncodingInvalid = Problem.Kind("path-encoding-invalid", 400, "The path is not valid UTF-8")
}

extension Problem {
    static let parameterKinds: [Kind] = [
        .pathEncodingInvalid, .fragmentInvalid, .fragmentUnicodeMinus, .organisationNumberInvalid,
        .organisationCheckDigitWrong, .statisticalProgramUnknown, .referencePeriodInvalid, .fileFormatUnknown,
        .fileNameInvalid, .versionUnknown,
        .deliveryIDInvalid,
    ]

    /// - Parameter segment: the part of the path that does not decode, as the client wrote it.
    public static func pathEncodingInvalid(_ segment: String) -> Problem {
        Problem(
            .pathEncodingInvalid,
            detail: "The path segment '\(segment.clipped())' does not percent-decode to UTF-8.",
            hint: "Percent-encode the UTF-8 bytes of each path segment (RFC 3986, 2.1): 'å' is %C3%A5."
        )
    }

    static func fragmentInvalid(_ value: String) -> Problem {
        Problem(
            .fragmentInvalid,
            detail: "fragment is '\(value.clipped())'; expected an integer from -1 to 2147483647.",
            hint: "Number the fragments 0, 1, 2, … and send the last as -1."
        )
    }

    static func fragmentUnicodeMinus(_ value: String) -> Problem {
        Problem(
            .fragmentUnicodeMinus,
            detail: "fragment is '\(value.clipped())', written with U+2212 MINUS SIGN; expected '-1' with the ASCII "
                + "hyphen-minus.",
            hint: ".NET writes numbers so under sv-SE and other Nordic cultures with ICU. Format the index with "
                + "index.ToString(CultureInfo.InvariantCulture). To let it pass here, set unicode-minus: accept."
        )
    }

    static func organisationNumberInvalid(_ value: String) -> Problem {
        Problem(
            .organisationNumberInvalid,
            detail: "organisationNumber is '\(value.clipped())'; expected ten digits, NNNNNNNNNN or NNNNNN-NNNN.",
            hint: "Send the reporting organisation's organisationsnummer without a country code or century."
        )
    }

    static func organisationCheckDigitWrong(_ number: OrganisationNumber) -> Problem {
        Problem(
            .organisationCheckDigitWrong,
            detail:
                "organisationNumber is '\(number)', whose last digit is not the check digit of the others; expected "
                + "that digit.",
            hint: "Look for a digit that is wrong or has changed places. To let such numbers pass here, set "
                + "organisation-check-digit: accept."
        )
    }

    static func statisticalProgramUnknown(_ value: String) -> Problem {
        Problem(
            .statisticalProgramUnknown,
            detail: "statisticalProgram is '\(value.clipped())'; expected VINN or KRITA.",
            hint: "Check the order of the path's segments: fragment, organisation number, program, period, format, "
                + "file name, version."
        )
    }

    static func referencePeriodInvalid(_ value: String) -> Problem {
        Problem(
            .referencePeriodInvalid,
            detail: "referencePeriod is '\(value.clipped())'; expected a date that exists, as YYYY-MM-DD.",
            hint: "Send the last day of the period, e.g. 2026-09-30."
        )
    }

    static func fileFormatUnknown(_ value: String, program: StatisticalProgram, known: [FileFormatName]) -> Problem {
        let names = known.map(\.text).joined(separator: ", ")
        return Problem(
            .fileFormatUnknown,
            detail: "fileFormat is '\(value.clipped())'; \(program) takes \(names.isEmpty ? "no format" : names).",
            hint: "Use one of these, or add the format to 'formats' in the settings."
        )
    }

    static func fileNameInvalid(_ value: String) -> Problem {
        Problem(
            .fileNameInvalid,
            detail: "fileName is '\(value.clipped())' (\(value.unicodeScalars.count) characters); expected 1 to "
                + "\(SubmissionParameters.longestFileName) characters without control characters.",
            hint: "Send the file's own name without its folder."
        )
    }

    static func versionUnknown(_ value: String, format: FileFormat) -> Problem {
        let versions = format.versions.joined(separator: ", ")
        return Problem(
            .versionUnknown,
            detail:
                "version is '\(value.clipped())'; \(format.name) has \(versions.isEmpty ? "no versions" : versions).",
            hint: "Leave the version out to mean the newest, or add it to the format's 'versions' in the settings."
        )
    }

    public static func deliveryIDInvalid(_ value: String) -> Problem {
        Problem(
            .deliveryIDInvalid,
            detail: "deliveryId is '\(value.clipped())'; expected a GUID, e.g. 0f8fad5b-d9cb-469f-a165-70867728950e.",
            hint: "Send the DeliveryId that the upload's answer gave."
        )
    }
}
