import Domain
import Scenarios
import Wire

extension Answer {
    /// What a rule wants answered.
    init(_ scripted: Decided<ScriptedAnswer>, path: String, traceID: String, form: AnswerForm) {
        let headers = scripted.value.headers.map { (name: $0.name, value: $0.value) }
        switch scripted.value.body {
        case .problem(let code):
            let problem = Problem.scripted(
                status: scripted.value.status,
                code: code,
                rule: scripted.rule.description
            )
            self = Answer.problem(problem, path: path, traceID: traceID, form: form).adding(headers)
        case .raw(let text, let contentType):
            self = Answer.scripted(scripted.value.status, contentType: text.isEmpty ? nil : contentType, body: text)
                .adding(headers)
        }
    }
}
