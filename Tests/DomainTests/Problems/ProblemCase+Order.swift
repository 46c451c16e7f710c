@testable import Domain

extension ProblemCase {
    static let order = [
        ProblemCase(
            .fragmentOutOfOrder(.numbered(3), expected: 1, fileName: "a.xml"),
            "fragment-out-of-order",
            409,
            "Another fragment is expected",
            detail: "Fragment 3 of 'a.xml' came; fragment 1 is expected.",
            hint: "Send fragment 1, or begin the file anew at fragment 0."
        ),
        ProblemCase(
            .fragmentOutOfOrder(.numbered(3), expected: 0, fileName: Example.long),
            "fragment-out-of-order",
            409,
            "Another fragment is expected",
            detail: "Fragment 3 of '\(Example.clipped)' came; fragment 0 is expected.",
            hint: "Begin the file at fragment 0, with the same session cookie and the same parameters throughout."
        ),
        ProblemCase(
            .fragmentDiffers(.numbered(1), fileName: "a.xml"),
            "fragment-differs",
            409,
            "The fragment was sent before with other bytes",
            detail: "Fragment 1 of 'a.xml' was stored before with other bytes.",
            hint: "Send the next fragment; if the file has changed, begin it anew at fragment 0."
        ),
        ProblemCase(
            .fragmentSuperseded(.closing, fileName: "a.xml"),
            "fragment-superseded",
            409,
            "A newer request took this one's place",
            detail: "While fragment -1 of 'a.xml' was on its way, the same fragment came again.",
            hint: "Wait for the newer request's answer; send each fragment once at a time."
        ),
        ProblemCase(
            .uploadBusy(.numbered(2), underWay: .numbered(1), fileName: "a.xml"),
            "upload-busy",
            409,
            "Another fragment is on its way",
            detail: "Fragment 2 of 'a.xml' came while fragment 1 was still on its way.",
            hint: "Send the fragments of a file one at a time: the next when the last is answered."
        ),
        ProblemCase(
            .uploadIncomplete(expected: 1, fileName: "a.xml"),
            "upload-incomplete",
            409,
            "The file has a hole",
            detail: "'a.xml' cannot be ended: fragment 1 has not come whole.",
            hint: "Send fragment 1 and those after it, then -1; or begin the file anew at fragment 0."
        ),
    ]

    static let emulator = [
        ProblemCase(
            .internalError(traceID: "0af7651916cd43dd8448eb211c80319c"),
            "internal-error",
            500,
            "The emulator itself failed",
            detail: "The emulator could not do its work; this is not the client's fault and not SCB's behaviour.",
            hint: "Look in the emulator's log for trace id 0af7651916cd43dd8448eb211c80319c and report what it says as "
                + "a defect."
        ),
        ProblemCase(
            .storageFailed(folder: "data/test", reason: "Permission denied"),
            "storage-failed",
            500,
            "The emulator cannot store the fragment",
            detail: "The fragment could not be stored in 'data/test': Permission denied.",
            hint: "Check the folder's permissions or start the emulator with another --data folder, then send the "
                + "fragment again."
        ),
        ProblemCase(
            .overloaded(limit: "limits.uploads", value: 1000),
            "overloaded",
            503,
            "The emulator is at a limit",
            detail: "The emulator's limit limits.uploads of 1000 is reached.",
            hint: "Try again later, or raise limits.uploads in the settings."
        ),
        ProblemCase(
            .diskFull(folder: "data/test"),
            "disk-full",
            507,
            "The emulator's disk is full",
            detail: "The fragment could not be stored: the disk that holds 'data/test' is full.",
            hint: "Free space there or start the emulator with another --data folder, then send the fragment again."
        ),
    ]
}
