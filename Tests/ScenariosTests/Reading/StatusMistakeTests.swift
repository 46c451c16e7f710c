import Testing

@Suite struct StatusMistakeTests {
    @Test(
        "Mistakes in scripts",
        arguments: [
            MistakeCase(
                then: "status: [{state: ▸red}]",
                "status[0].state: found 'red'; allowed: not-started, processing, read, read-with-errors, not-read, "
                    + "system-fault, or SCB's own word. Did you mean 'read'?"
            ),
            MistakeCase(
                then: "status: [{state: processing, for: 1s}, {state: ▸not-started}]",
                "status[1].state: found 'not-started' after 'processing'; allowed: read, not-read, system-fault."
            ),
            MistakeCase(
                then: "status: [{state: not-started, polls: 1}, {state: ▸read}]",
                "status[1].state: found 'read' after 'not-started'; allowed: processing."
            ),
            MistakeCase(
                then: "status: [{state: read, for: 1s}, {state: ▸processing}]",
                "status[1].state: found 'processing' after 'read'; allowed: not-read, system-fault."
            ),
            MistakeCase(
                then: "status: [{state: ▸read-with-errors}]",
                "status[0].state: found 'read-with-errors'; "
                    + "allowed: read-with-errors in a rule with 'program: KRITA' alone."
            ),
            MistakeCase(
                "when: {program: [KRITA, VINN]}, then: {status: [{state: ▸read-with-errors}]}",
                "then.status[0].state: found 'read-with-errors'; "
                    + "allowed: read-with-errors in a rule with 'program: KRITA' alone."
            ),
            MistakeCase(
                then: "status: [▸{state: processing}, {state: read}]",
                "status[0]: found none of them; allowed: exactly one of for, polls, by-hand."
            ),
            MistakeCase(
                then: "status: [▸{state: processing, for: 1s, by-hand: true}, {state: read}]",
                "status[0]: found 'for' and 'by-hand'; allowed: exactly one of for, polls, by-hand."
            ),
            MistakeCase(
                then: "status: [{state: processing, by-hand: ▸false}, {state: read}]",
                "status[0].by-hand: found 'false'; allowed: true."
            ),
            MistakeCase(
                then: "status: [{state: processing, polls: ▸0}, {state: read}]",
                "status[0].polls: found '0'; allowed: a whole number from 1 to 1000000."
            ),
            MistakeCase(
                then: "status: [{state: processing, for: ▸3}, {state: read}]",
                "status[0].for: found '3'; "
                    + "allowed: a duration from 0ms to 60d, written like 250ms, 2s, 20min, 1h or 60d."
            ),
            MistakeCase(
                then: "status: [{state: processing, polls: ▸2}]",
                "status[0].polls: found an end of the last step; allowed: only before another step."
            ),
            MistakeCase(
                then: "status: ▸{state: processing}",
                "status: found a map; allowed: a list of at least one item, each a step."
            ),
        ]
    )
    func scripts(_ example: MistakeCase) { example.check() }

    @Test(
        "Mistakes in findings",
        arguments: [
            MistakeCase(
                then: "status: [{state: read, findings: ▸[{rule: a, severity: error, message: b}]}]",
                "status[0].findings: found findings of 'read'; allowed: with not-read and read-with-errors."
            ),
            MistakeCase(
                "when: {program: KRITA}, then: {status: [{state: read-with-errors, findings: "
                    + "▸[{rule: a, severity: critical, message: b}]}]}",
                "then.status[0].findings: found a critical finding of 'read-with-errors'; "
                    + "allowed: error and warning; a critical finding stops the file."
            ),
            MistakeCase(
                then: "status: [{state: not-read, findings: [{rule: a, severity: ▸warnign, message: b}]}]",
                "status[0].findings[0].severity: found 'warnign'; "
                    + "allowed: critical, error, warning. Did you mean 'warning'?"
            ),
            MistakeCase(
                then: "status: [{state: not-read, findings: [▸{rule: a, severity: error}]}]",
                "status[0].findings[0].message: found no such key; allowed: 1 to 500 characters on one line."
            ),
            MistakeCase(
                then: "status: [{state: not-read, findings: [{rule: a, severity: error, message: b, line: ▸0}]}]",
                "status[0].findings[0].line: found '0'; allowed: a whole number from 1 to 2147483647."
            ),
        ]
    )
    func findings(_ example: MistakeCase) { example.check() }

    @Test("A status belongs to the last fragment of an upload")
    func place() {
        MistakeCase(
            "when: {endpoint: ▸history}, then: {status: [{state: read}]}",
            "when.endpoint: found 'history'; allowed: upload, beside a status."
        ).check()
        MistakeCase(
            "when: {fragment: ▸[2, last]}, then: {status: [{state: read}]}",
            "when.fragment: found other fragments than the last; allowed: last, beside a status: only the last fragment "
                + "makes a delivery."
        ).check()
    }
}
