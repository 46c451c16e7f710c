extension Decision {
    /// Takes from the rule what no rule before it has decided.
    mutating func add(_ rule: LoadedRule, delay: Delay?) {
        let actions = rule.actions
        self.status = self.status ?? actions.status.map { Decided(value: $0, rule: rule.name) }
        self.answer = self.answer ?? actions.answer.map { Decided(value: $0, rule: rule.name) }
        self.delay = self.delay ?? delay.map { Decided(value: $0, rule: rule.name) }
        self.fault = self.fault ?? actions.fault.map { Decided(value: $0, rule: rule.name) }
        self.event = self.event ?? actions.event.map { Decided(value: $0, rule: rule.name) }
    }

    /// Whether a client will have to try again: any answer of a script, any event, any fault but on an idle connection,
    /// where no request is lost.
    var hasFailure: Bool { self.answer != nil || self.event != nil || self.failingFault != nil }

    private var failingFault: Decided<InjectedFault>? { self.fault?.value.place == .idle ? nil : self.fault }

    /// Leaves out the failures of the rules whose limit is reached.
    ///
    /// - Parameters:
    ///   - streak: how many failures have come in a row.
    ///   - limit: of a rule; `nil` for none.
    mutating func spare(after streak: Int, limit: (RuleName) -> Int?) {
        func isSpared(_ rule: RuleName?) -> Bool {
            guard let rule, let most = limit(rule) else { return false }
            return streak >= most
        }
        if isSpared(self.event?.rule) {
            self.spared = self.event?.rule
            self.event = nil
        }
        if isSpared(self.answer?.rule) {
            self.spared = self.spared ?? self.answer?.rule
            self.answer = nil
        }
        if isSpared(self.failingFault?.rule) {
            self.spared = self.spared ?? self.fault?.rule
            self.fault = nil
        }
    }
}
