import Domain
import Journal

// What a call says: path, parameters, form.
extension Requirement {
    static let calls = [
        documentedCalls, noVersion1, form, parameters, asciiMinus, organisationNumber, spelling, grants,
    ]

    private static let documentedCalls = Requirement(
        "documented-calls",
        "Only the documented paths and methods",
        .documented("2.2.1"),
        text: "GET heartbeat, POST file/… and GET history/… under /m2m/v2; nothing else.",
        advice:
            "Compare path and method with docs/protocol.md; end the base URL with a slash; percent-encode the file name."
    ) { traffic, findings in
        for call in traffic.calls {
            switch call.code {
            case "path-not-found"?, "method-not-allowed"?, "path-encoding-invalid"?:
                findings.broken(call, "\(call.request.method) \(call.request.target) was \(call.outcomeText)")
            default: if call.kind != .other { findings.kept(call, "\(call.name)") }
            }
        }
    }

    private static let noVersion1 = Requirement(
        "no-version-1",
        "Version 1 is not called",
        .documented("2.2.1 names v2; readme of SCB's client: v1 is deprecated"),
        text: "All calls are to /m2m/v2.",
        advice: "Replace /m2m/v1/ by /m2m/v2/ in the base URL."
    ) { traffic, findings in
        for call in traffic.calls {
            if call.code == "version-1-ended" {
                findings.broken(call, "\(call.request.method) \(call.request.target) is version 1")
            } else if call.kind != .other {
                findings.kept(call, "\(call.name) in version 2")
            }
        }
    }

    private static let form = Requirement(
        "form-with-file",
        "multipart/form-data with one part named File",
        .documented("readme of SCB's client; the part's name is C"),
        text:
            "A fragment is sent as multipart/form-data in which one part named File, with a file name, has the bytes.",
        advice: "Let the HTTP library write the form, with one file part named File; send no JSON and no bare bytes."
    ) { traffic, findings in
        for call in traffic.fragments {
            switch call.code {
            case "media-type-unsupported"?, "multipart-malformed"?, "file-part-missing"?:
                findings.broken(call, "\(call.name) was \(call.outcomeText)")
            default: if call.isAcknowledged { findings.kept(call, "\(call.name) was read") }
            }
        }
    }

    private static let parameters = Requirement(
        "parameters-valid",
        "Every parameter is as documented",
        .documented("2.2.1"),
        text: """
            The path has fragment, ten-digit organisation number, VINN or KRITA, a date as YYYY-MM-DD, a known file format, \
            a file name and, perhaps, a version; in this order.
            """,
        advice:
            "The answer's detail names the parameter, its value and what is allowed; check the order of the path first."
    ) { traffic, findings in
        for call in traffic.fragments {
            if let code = call.code, Self.parameterCodes.contains(code) {
                findings.broken(call, "\(call.request.target) was \(call.outcomeText)")
            } else if call.parameters != nil {
                findings.kept(call, "\(call.name): every parameter means something")
            }
        }
    }

    private static let parameterCodes: Set<String> = [
        "fragment-invalid", "organisation-number-invalid", "organisation-check-digit-wrong",
        "statistical-program-unknown",
        "reference-period-invalid", "file-format-unknown", "file-name-invalid", "version-unknown",
    ]

    private static let asciiMinus = Requirement(
        "ascii-minus",
        "-1 is written with the ASCII minus",
        .observed(".NET under sv-SE writes U+2212"),
        text: "The last index is -1 with a hyphen-minus, not the Swedish minus (−, %E2%88%92).",
        advice: "Format the index without culture: index.ToString(CultureInfo.InvariantCulture) in .NET."
    ) { traffic, findings in
        for call in traffic.fragments where call.index == .closing {
            let isASCII = call.raw?.fragment == "-1"
            findings.note(isASCII, call, kept: "\(call.name) in ASCII", broken: "\(call.name) was written with U+2212")
        }
    }

    private static let organisationNumber = Requirement(
        "organisation-number",
        "The organisation number is right",
        .assumed("2.2.1 asks for the number, not for its check digit"),
        text: "The organisation number's last digit is its check digit.",
        advice: "Look for a wrong digit. Anonymised numbers often fail this; a real one does not."
    ) { traffic, findings in
        for call in traffic.fragments {
            guard let number = call.parameters?.organisation else { continue }
            findings.note(
                number.hasValidCheckDigit,
                call,
                kept: "\(number) has a right check digit",
                broken: "\(number) has a wrong check digit"
            )
        }
    }

    private static let spelling = Requirement(
        "names-as-registered",
        "Program and format are spelled as registered",
        .assumed("SCB itself writes Krita_Monthly and KRITA_MONTHLY"),
        text:
            "The statistical program is written VINN or KRITA, and the format as it is registered, Krita_Monthly for example.",
        advice: "Write them exactly so; a service that compares strictly refuses another case."
    ) { traffic, findings in
        for call in traffic.fragments {
            guard let raw = call.raw, let parameters = call.parameters else { continue }
            let format = parameters.format.name.description
            let isExact = raw.fileFormat == format && raw.statisticalProgram == parameters.program.rawValue
            findings.note(
                isExact,
                call,
                kept: "\(raw.statisticalProgram) and \(raw.fileFormat)",
                broken:
                    "\(raw.statisticalProgram)/\(raw.fileFormat); registered: \(parameters.program.rawValue)/\(format)"
            )
        }
    }

    private static let grants = Requirement(
        "within-grants",
        "Only what the user may report",
        .documented("2.2.2 step 6"),
        text: "A file is for an organisation, a program and a format that the certificate's user may report.",
        advice: "Check organisation number, program and format against the certificate; or have SCB extend the right."
    ) { traffic, findings in
        for call in traffic.fragments where !call.isInjected {
            switch call.code {
            case "organisation-not-granted"?, "program-not-granted"?, "format-not-granted"?:
                findings.broken(call, "\(call.name) was \(call.outcomeText)")
            default: if call.isAcknowledged { findings.kept(call, "\(call.name) was allowed") }
            }
        }
    }
}
