extension Problem.Kind {
    static let fragmentOutOfOrder = Problem.Kind("fragment-out-of-order", 409, "Another fragment is expected")
    static let fragmentDiffers = Problem.Kind("fragment-differs", 409, "The fragment was sent before with other bytes")
    static let fragmentSuperseded = Problem.Kind("fragment-superseded", 409, "A newer request took this one's place")
    static let uploadBusy = Problem.Kind("upload-busy", 409, "Another fragment is on its way")
    static let uploadIncomplete = Problem.Kind("upload-incomplete", 409, "The file has a hole")
}

extension Problem {
    static let orderKinds: [Kind] = [
        .fragmentOutOfOrder, .fragmentDiffers, .fragmentSuperseded, .uploadBusy, .uploadIncomplete,
    ]

    public static func fragmentOutOfOrder(_ index: FragmentIndex, expected: Int, fileName: String) -> Problem {
        Problem(
            .fragmentOutOfOrder,
            detail: "Fragment \(index) of '\(fileName.clipped())' came; fragment \(expected) is expected.",
            hint: expected == 0
                ? "Begin the file at fragment 0, with the same session cookie and the same parameters throughout."
                : "Send fragment \(expected), or begin the file anew at fragment 0."
        )
    }

    public static func fragmentDiffers(_ index: FragmentIndex, fileName: String) -> Problem {
        Problem(
            .fragmentDiffers,
            detail: "Fragment \(index) of '\(fileName.clipped())' was stored before with other bytes.",
            hint: "Send the next fragment; if the file has changed, begin it anew at fragment 0."
        )
    }

    public static func fragmentSuperseded(_ index: FragmentIndex, fileName: String) -> Problem {
        Problem(
            .fragmentSuperseded,
            detail: "While fragment \(index) of '\(fileName.clipped())' was on its way, the same fragment came again.",
            hint: "Wait for the newer request's answer; send each fragment once at a time."
        )
    }

    public static func uploadBusy(_ index: FragmentIndex, underWay: FragmentIndex, fileName: String) -> Problem {
        Problem(
            .uploadBusy,
            detail:
                "Fragment \(index) of '\(fileName.clipped())' came while fragment \(underWay) was still on its way.",
            hint: "Send the fragments of a file one at a time: the next when the last is answered."
        )
    }

    public static func uploadIncomplete(expected: Int, fileName: String) -> Problem {
        Problem(
            .uploadIncomplete,
            detail: "'\(fileName.clipped())' cannot be ended: fragment \(expected) has not come whole.",
            hint: "Send fragment \(expected) and those after it, then -1; or begin the file anew at fragment 0."
        )
    }
}
