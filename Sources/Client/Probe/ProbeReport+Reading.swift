import Domain
import Foundation

extension ProbeReport {
    mutating func readHeartbeat(_ answer: ServerAnswer) {
        self.look("heartbeat: status", assumed: "200", seen: String(answer.status))
        self.look(
            "heartbeat: content type",
            assumed: "application/json; charset=utf-8",
            seen: answer.field("Content-Type") ?? "none",
            variant: answer.field("Content-Type") == "application/json" ? .noCharset : nil
        )
        let isChunked = answer.field("Transfer-Encoding")?.lowercased() == "chunked"
        self.look(
            "heartbeat: framing",
            assumed: "Content-Length",
            seen: isChunked ? "chunked" : answer.field("Content-Length") == nil ? "until the end" : "Content-Length",
            variant: isChunked ? .chunked : nil
        )
        self.readTime(answer)
        let cookies = answer.fields.filter { $0.name.lowercased() == "set-cookie" }.map(\.value)
        self.look(
            "heartbeat: cookies",
            assumed: "1",
            seen: String(cookies.count),
            variant: cookies.count > 1 ? .moreCookies : nil
        )
        guard let cookie = cookies.last else { return }
        let parts = cookie.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        let name = parts.first?.prefix { $0 != "=" }.description ?? ""
        let known = ["M2MSession-test", "M2MSession-production"]
        self.look("session cookie: name", assumed: known.contains(name) ? name : known[0], seen: name)
        self.look(
            "session cookie: attributes",
            assumed: "Path=/; Secure; HttpOnly; SameSite=Lax",
            seen: parts.dropFirst().joined(separator: "; ")
        )
    }

    private mutating func readTime(_ answer: ServerAnswer) {
        let value = try? JSONSerialization.jsonObject(with: answer.body, options: .fragmentsAllowed)
        guard let text = value as? String else {
            let begin = String(decoding: answer.body.prefix(60), as: UTF8.self)
            return self.look("heartbeat: time", assumed: "a JSON string", seen: "no JSON string: \(begin)")
        }
        // Digits become N, so that two times of one form are equal.
        let form = String(text.map { $0.isNumber ? "N" : $0 })
        let variants: [String: AnswerVariant] = [
            "NNNN-NN-NNTNN:NN:NNZ": .wholeSeconds, "NNNN-NN-NNTNN:NN:NN.NNNNNNNZ": .sevenDigits,
        ]
        self.look("heartbeat: time", assumed: "NNNN-NN-NNTNN:NN:NN.NNNZ", seen: form, variant: variants[form])
    }

    mutating func readRenewal(_ answer: ServerAnswer, after jar: CookieJar) {
        var renewed = jar
        renewed.take(from: answer)
        let sets = answer.field("Set-Cookie") != nil
        self.look("heartbeat with the cookie: status", assumed: "200", seen: String(answer.status))
        self.look(
            "heartbeat with the cookie: session",
            assumed: "the same cookie set again",
            seen: !sets ? "no cookie set" : renewed.field == jar.field ? "the same cookie set again" : "another cookie"
        )
    }

    mutating func readRefusal(_ answer: ServerAnswer, of question: ProbeQuestion) {
        let code = question.assumedCode.map { " \($0)" } ?? ""
        let assumed = "\(question.assumedStatus), application/problem+json\(code)"
        let seen = [answer.status.description, answer.mediaType ?? "no content type"].joined(separator: ", ")
        let found = Refusal(answer).code.map { " \($0)" } ?? ""
        self.look(question.name, assumed: assumed, seen: seen + found)
        if question.assumedStatus == 405 {
            self.look("\(question.name): Allow", assumed: "GET", seen: answer.field("Allow") ?? "none")
        }
    }

    /// What shows only beside another answer.
    ///
    /// It means something only of a service that judges in the emulator's order, as its codes show: elsewhere the
    /// parameters may be judged before the session, and no harmless call can tell.
    mutating func compare(_ answers: [ProbeQuestion: ServerAnswer]) {
        guard let ordinary = answers[.wrongParameters], let bare = answers[.withoutCookie],
            let minus = answers[.unicodeMinus]
        else { return }
        let isOurOrder = Refusal(ordinary).code == ProbeQuestion.wrongParameters.assumedCode
        let isBareAlike = Self.areAlike(bare, ordinary)
        let isMinusAlike = Self.areAlike(minus, ordinary)
        self.isCookieOptional = isBareAlike && isOurOrder
        self.takesUnicodeMinus = isMinusAlike && isOurOrder
        if self.isCookieOptional { self.setting(of: .withoutCookie, is: "session.cookie: optional") }
        if self.takesUnicodeMinus { self.setting(of: .unicodeMinus, is: "unicode-minus: accept") }
        let untold = "cannot be told, the parameters may be judged first"
        self.look(
            "a cookie",
            assumed: "required",
            seen: !isBareAlike ? "required" : isOurOrder ? "optional" : untold,
            setting: self.isCookieOptional ? "session.cookie: optional" : nil
        )
        self.look(
            "the Swedish minus",
            assumed: "refused",
            seen: !isMinusAlike ? "refused" : isOurOrder ? "taken" : untold,
            setting: self.takesUnicodeMinus ? "unicode-minus: accept" : nil
        )
    }

    private mutating func setting(of question: ProbeQuestion, is setting: String) {
        self.rows = self.rows.map { row in
            guard row.subject == question.name else { return row }
            return Row(row.subject, assumed: row.assumed, seen: row.seen, setting: setting)
        }
    }

    private static func areAlike(_ first: ServerAnswer, _ second: ServerAnswer) -> Bool {
        let (one, other) = (Refusal(first), Refusal(second))
        guard one.status == other.status, one.code == other.code else { return false }
        return one.code != nil || first.body == second.body
    }

    mutating func readHistory(_ answer: ServerAnswer) {
        let text = String(decoding: answer.body, as: UTF8.self)
        // Quoted names in their order; values that are quoted are followed by no colon.
        let names = text.matches(of: /"([A-Za-z]+)"\s*:/).map { String($0.1) }
        let usual = ["Id", "ProgressStatus", "SubmissionDate", "Status", "FileWasUploaded"]
        let lowered = Set(names.map { $0.lowercased() })
        let ids = ["id", "filid"]
        let known = names.filter { name in (usual + ["FilId"]).contains { $0.lowercased() == name.lowercased() } }
        self.look(
            "history: name of the id",
            assumed: "Id",
            seen: lowered.contains("filid") ? "FilId" : lowered.contains("id") ? "Id" : "none",
            variant: lowered.contains("filid") ? .filID : nil
        )
        let isCamel = !known.isEmpty && known.allSatisfy { $0.first?.isLowercase == true }
        let letter = isCamel ? "small" : "capital"
        self.look("history: first letters", assumed: "capital", seen: letter, variant: .camelCase)
        let extra = lowered.subtracting(usual.map { $0.lowercased() } + ids).sorted().joined(separator: ", ")
        self.look(
            "history: further properties",
            assumed: "none",
            seen: extra.isEmpty ? "none" : extra,
            variant: .extraProperties
        )
        let order = known.map { $0.lowercased() }
        let isReversed = order.last.map(ids.contains) == true
        self.look(
            "history: first property",
            assumed: "the id",
            seen: isReversed ? "another" : "the id",
            variant: .otherOrder
        )
        self.look(
            "history: indentation",
            assumed: "none",
            seen: text.contains("\n") ? "lines" : "none",
            variant: .indented
        )
        let isEscaped = text.lowercased().contains("\\u00")
        self.look(
            "history: letters other than ASCII",
            assumed: "as they are",
            seen: isEscaped ? "escaped" : "as they are",
            variant: .escapedNonASCII
        )
        self.readValues(answer)
    }

    private mutating func readValues(_ answer: ServerAnswer) {
        guard let members = answer.object else { return }
        let id = members.text("Id", "FilId") ?? ""
        let isUpper = id != id.lowercased()
        self.look(
            "history: GUIDs",
            assumed: "lower case",
            seen: isUpper ? "upper case" : "lower case",
            variant: .upperCaseIDs
        )
        guard let number = members.number("ProgressStatus"), let status = members.text("Status") else { return }
        let words = DeliveryStatus.allCases.filter { $0.progressStatus == number }.map(\.text)
        let variants: [String: AnswerVariant] = ["Ej inläst": .ejInlastLower, "Pågår": .pagar]
        self.look(
            "history: Status with ProgressStatus \(number)",
            assumed: words.contains(status) ? status : words.joined(separator: " or "),
            seen: status,
            variant: variants[status]
        )
    }
}
