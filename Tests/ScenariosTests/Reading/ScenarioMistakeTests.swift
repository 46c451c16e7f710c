import Testing

@Suite struct ScenarioMistakeTests {
    @Test(
        "Mistakes in a scenario's own keys",
        arguments: [
            (
                "scenario: example", "scenario: Example",
                "1:11: scenario: found 'Example'; allowed: 1 to 64 of a-z, 0-9 and '-'."
            ),
            (
                "seed: 5cb1", "sede: 5cb1",
                "3:1: found the unknown key 'sede'; allowed: scenario, description, seed, max-faults-in-a-row, rules. "
                    + "Did you mean 'seed'?"
            ),
            ("seed: 5cb1", "seed: -5", "3:7: seed: found '-5'; allowed: 1 to 16 hexadecimal digits."),
            (
                "in-a-row: 5", "in-a-row: unlimitted",
                "4:22: max-faults-in-a-row: found 'unlimitted'; allowed: a whole number from 1 to 1000, or unlimited. "
                    + "Did you mean 'unlimited'?"
            ),
            (
                "in-a-row: 5", "in-a-row: 0",
                "4:22: max-faults-in-a-row: found '0'; allowed: a whole number from 1 to 1000, or unlimited."
            ),
            (
                "name: broken", "name: refusal",
                "19:11: rules[2].name: found 'refusal' again, after rules[1].name on line 14; "
                    + "allowed: each name of a rule once."
            ),
            (
                "{program: KRITA, ", "{program: KRITA, perid: 2026-09-30, ",
                "7:28: rules[0].when: found the unknown key 'perid'; allowed: endpoint, user, organisation, program, "
                    + "format, version, period, file-name, fragment, occurrence, per, share. Did you mean 'period'?"
            ),
        ]
    )
    func keys(old: String, new: String, message: String) {
        #expect(Example.mistakes(replacing: old, by: new) == ["s.yaml:\(message)"])
    }

    @Test("Every mistake of a file is told, in the order of its lines")
    func all() {
        let mistakes = Example.mistakes(
            of: """
                scenario: s
                rules:
                  - name: r
                    when: {endpoint: uplaod, share: none}
                    then: {delay: soon}
                  - {name: r, then: {fault: {at: {bytes: 1}, do: close}}}
                """
        )
        #expect(
            mistakes == [
                "s.yaml:4:22: rules[0].when.endpoint: found 'uplaod'; allowed: heartbeat, upload, history. "
                    + "Did you mean 'upload'?",
                "s.yaml:4:37: rules[0].when.share: found 'none'; "
                    + "allowed: a percentage from 0.0001% to 100%, of at most four decimals.",
                "s.yaml:5:19: rules[0].then.delay: found 'soon'; "
                    + "allowed: a duration from 0ms to 1h, written like 250ms, 2s, 20min, 1h or 60d.",
                "s.yaml:6:12: rules[1].name: found 'r' again, after rules[0].name on line 3; "
                    + "allowed: each name of a rule once.",
                "s.yaml:6:35: rules[1].then.fault.at: found the unknown key 'bytes'; "
                    + "allowed: request-bytes, answer-bytes.",
            ]
        )
    }

    @Test(
        "Mistakes in conditions",
        arguments: [
            MistakeCase(when: "user: ▸Demo", "user: found 'Demo'; allowed: 1 to 64 of a-z, 0-9 and '-'."),
            MistakeCase(when: "user: [a, ▸B]", "user[1]: found 'B'; allowed: 1 to 64 of a-z, 0-9 and '-'."),
            MistakeCase(
                when: "user: ▸[]",
                "user: found an empty list; allowed: a list of at least one item, each a user's name."
            ),
            MistakeCase(
                when: "organisation: ▸12",
                "organisation: found '12'; allowed: 10 digits, NNNNNNNNNN or NNNNNN-NNNN."
            ),
            MistakeCase(when: "program: ▸VIN", "program: found 'VIN'; allowed: VINN, KRITA. Did you mean 'VINN'?"),
            MistakeCase(
                when: "format: ▸V 40",
                "format: found 'V 40'; allowed: 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'."
            ),
            MistakeCase(
                when: "version: ▸/",
                "version: found '/'; allowed: 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'."
            ),
            MistakeCase(
                when: "period: ▸2026-02-30",
                "period: found '2026-02-30'; allowed: a date that exists, as YYYY-MM-DD."
            ),
            MistakeCase(
                when: "file-name: ▸''",
                "file-name: found ''; allowed: 1 to 255 characters, where * stands for any and ? for one."
            ),
            MistakeCase(
                when: "fragment: ▸lasst",
                "fragment: found 'lasst'; allowed: first, last (which is -1), an index like 2, or a range like 2.. or "
                    + "2..5. Did you mean 'last'?"
            ),
            MistakeCase(
                when: "fragment: [1, ▸5..2]",
                "fragment[1]: found '5..2'; allowed: first, last (which is -1), an index like 2, or a range like 2.. "
                    + "or 2..5."
            ),
            MistakeCase(
                when: "occurrence: ▸0",
                "occurrence: found '0'; allowed: a number from 1 to 1000000, a range like 2..4 or 2.., 'every 3' or "
                    + "'every 3 from 1'."
            ),
            MistakeCase(
                when: "occurrence: ▸every 3 form 1",
                "occurrence: found 'every 3 form 1'; allowed: a number from 1 to 1000000, a range like 2..4 or 2.., "
                    + "'every 3' or 'every 3 from 1'."
            ),
            MistakeCase(
                when: "share: ▸10",
                "share: found '10'; allowed: a percentage from 0.0001% to 100%, of at most four decimals."
            ),
            MistakeCase(
                when: "share: ▸100.1%",
                "share: found '100.1%'; allowed: a percentage from 0.0001% to 100%, of at most four decimals."
            ),
            MistakeCase(
                when: "share: ▸0%",
                "share: found '0%'; allowed: a percentage from 0.0001% to 100%, of at most four decimals."
            ),
            MistakeCase(
                when: "per: ▸user",
                "per: found nothing that counts; allowed: beside occurrence, share or a delay with 'from' and 'to'."
            ),
            MistakeCase(
                when: "per: ▸session, share: 1%",
                "per: found 'session'; allowed: upload, user, environment."
            ),
            MistakeCase(
                when: "endpoint: heartbeat, format: ▸V40",
                "format: found a condition on a file; allowed: with endpoint upload or history."
            ),
            MistakeCase(
                when: "endpoint: history, fragment: ▸2",
                "fragment: found a condition on fragments; allowed: with endpoint upload."
            ),
            MistakeCase(
                when: "occurrence: 2, per: ▸upload",
                "per: found 'upload'; allowed: with endpoint upload or history."
            ),
        ]
    )
    func conditions(_ example: MistakeCase) { example.check() }

    @Test("A rule must do something")
    func nothing() {
        #expect(
            Example.mistakes(of: "scenario: s\nrules: [{name: r, then: {}}]") == [
                "s.yaml:2:25: rules[0].then: found nothing to be done; "
                    + "allowed: at least one of status, answer, delay, fault, event."
            ]
        )
        #expect(
            Example.mistakes(of: "scenario: s\nrules: [{name: r}]") == [
                "s.yaml:2:9: rules[0].then: found no such key; "
                    + "allowed: a map with keys among status, answer, delay, fault, event."
            ]
        )
    }
}
