import Hummingbird
import Journal
import Server

/// Whether a journal shows what somebody expects.
enum VerifyRoutes {
    static let scoped = [
        ScopeRoute(.post, "/journal/verify") { call, scope in
            let expectation = try await call.json { JournalExpectation.read($0) }
            return .json(try scope.journal.verify(expectation))
        }
    ]
}

extension JournalExpectation {
    fileprivate static func read(_ body: ValueReader) -> JournalExpectation? {
        guard let object = body.object(["expect", "inOrder", "nothingElse", "user", "after"]) else { return nil }
        let calls = object.required("expect", "a list of expected calls") {
            $0.list(0...1000) { ExpectedCall.read($0) }
        }
        var expectation = JournalExpectation(calls ?? [])
        expectation.inOrder = object.optional("inOrder") { $0.boolean() } ?? false
        expectation.nothingElse = object.optional("nothingElse") { $0.boolean() } ?? false
        expectation.scope.user = object.optional("user") { $0.text(.anyText(atMost: 100)) }
        expectation.after = object.optional("after") { $0.integer(0...(1 << 53) - 1) }
        return expectation
    }
}

extension ExpectedCall {
    fileprivate static func read(_ value: ValueReader) -> ExpectedCall? {
        let keys = JournalFilter.Key.allCases.filter { $0 != .endpoint }
        guard let object = value.object(["call", "times"] + keys.map(\.rawValue)) else { return nil }
        var filter = JournalFilter()
        if let call = object.optional("call", { $0.text(.anyText(atMost: 20)) }) {
            filter.read(.endpoint, call) { object.refuse("call", found: $0, allowed: $1) }
        }
        for key in keys {
            guard let text = object.optional(key.rawValue, { $0.text(of: key) }) else { continue }
            filter.read(key, text) { object.refuse(key.rawValue, found: $0, allowed: $1) }
        }
        return ExpectedCall(filter, times: object.optional("times") { Self.times($0) } ?? 1...Int.max)
    }

    /// A number, or an object that bounds it.
    private static func times(_ value: ValueReader) -> ClosedRange<Int>? {
        let counts = 0...Int(Int32.max)
        if case .number = value.value { return value.integer(counts).map { $0...$0 } }
        guard case .object = value.value else { return value.refuse("a whole number, or {\"atLeast\", \"atMost\"}") }
        guard let object = value.object(["atLeast", "atMost"]) else { return nil }
        let least = object.optional("atLeast") { $0.integer(counts) } ?? 0
        let most = object.optional("atMost") { $0.integer(counts) } ?? Int.max
        guard least <= most else {
            object.refuse("atMost", found: "\(most)", allowed: "not less than atLeast, \(least)")
            return nil
        }
        return least...most
    }
}

extension ValueReader {
    private static let count = "a whole number below 2^53"

    /// What a filter's part is set from: a number where it counts something, otherwise a text.
    fileprivate func text(of key: JournalFilter.Key) -> String? {
        switch (key, self.value) {
        case (.status, .number(let number)), (.fragment, .number(let number)), (.connection, .number(let number)):
            Int(exactly: number).flatMap { $0.magnitude < 1 << 53 ? "\($0)" : nil } ?? self.refuse(Self.count)
        case (.status, _), (.fragment, _), (.connection, _): self.refuse(Self.count)
        case (_, .text(let text)): text
        default: self.refuse("a text")
        }
    }
}
