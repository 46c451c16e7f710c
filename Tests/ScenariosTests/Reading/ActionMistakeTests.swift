import Testing

@Suite struct ActionMistakeTests {
    @Test(
        "Mistakes in answers",
        arguments: [
            MistakeCase(
                then: "answer: {status: ▸102}",
                "answer.status: found '102'; allowed: a whole number from 200 to 599."
            ),
            MistakeCase(
                then: "answer: ▸{code: busy}",
                "answer.status: found no such key; allowed: a whole number from 200 to 599."
            ),
            MistakeCase(
                then: "answer: {status: 500, code: ▸B}",
                "answer.code: found 'B'; allowed: 1 to 64 of a-z and '-', like file-empty."
            ),
            MistakeCase(
                then: "answer: {status: 500, code: ▸b, body: x}",
                "answer.code: found a problem's code beside a body; allowed: one of code and body."
            ),
            MistakeCase(
                then: "answer: {status: 201, code: ▸b}",
                "answer.code: found a problem's code; allowed: with a status from 400 to 599."
            ),
            MistakeCase(
                then: "answer: {status: 500, content-type: ▸a/b}",
                "answer.content-type: found the type of no body; allowed: beside a body."
            ),
            MistakeCase(
                then: "answer: {status: 204, body: ▸x}",
                "answer.body: found a body; allowed: with another status: 204 and 304 have none."
            ),
            MistakeCase(
                then: "answer: {status: 500, headers: {▸content-length: 2}}",
                "answer.headers: found 'content-length'; allowed: a header field's name, but not Connection, "
                    + "Content-Length, Content-Type (see content-type) or Transfer-Encoding."
            ),
            MistakeCase(
                then: "answer: {status: 500, headers: {A: ▸å}}",
                "answer.headers.A: found 'å'; allowed: 1 to 1000 printable ASCII characters."
            ),
            MistakeCase(
                then: "answer: {status: 500, headers: {A: ▸\"1\\r\\nB: 2\"}}",
                "answer.headers.A: found '1\\r\\nB: 2'; allowed: 1 to 1000 printable ASCII characters."
            ),
            MistakeCase(
                then: "answer: {status: 500, headers: {A: 1, ▸a: 2}}",
                "answer.headers: found 'a' again, after rules[0].then.answer.headers on line 3; "
                    + "allowed: each header field once."
            ),
            MistakeCase(
                then: "answer: {status: 500, headers: ▸{}}",
                "answer.headers: found an empty map; allowed: a map of header fields' names and values."
            ),
            MistakeCase(
                then: "answer: {status: 500, when: ▸later}",
                "answer.when: found 'later'; allowed: instead, after-stored."
            ),
            MistakeCase(
                "then: {answer: {status: 500, when: ▸after-stored}}",
                "then.answer.when: found 'after-stored'; allowed: with endpoint upload."
            ),
        ]
    )
    func answers(_ example: MistakeCase) { example.check() }

    @Test(
        "Mistakes in delays",
        arguments: [
            MistakeCase(
                then: "delay: ▸2",
                "delay: found '2'; allowed: a duration from 0ms to 1h, written like 250ms, 2s, 20min, 1h or 60d."
            ),
            MistakeCase(
                then: "delay: ▸{}",
                "delay: found no delay; allowed: a duration, or a map with from and to, or with drip."
            ),
            MistakeCase(
                then: "delay: ▸{from: 1s}",
                "delay.to: found no such key; "
                    + "allowed: a duration from 0ms to 1h, written like 250ms, 2s, 20min, 1h or 60d."
            ),
            MistakeCase(
                then: "delay: {from: 2s, to: ▸1s}",
                "delay.to: found less than 'from'; allowed: 'from' or more."
            ),
            MistakeCase(
                then: "delay: {drip: {bytes: ▸0, every: 1s}}",
                "delay.drip.bytes: found '0'; allowed: a size from 1 to 1MiB, written like 4096, 64KiB or 1MiB."
            ),
            MistakeCase(
                then: "delay: {▸dirp: {bytes: 1, every: 1s}}",
                "delay: found the unknown key 'dirp'; allowed: from, to, drip. Did you mean 'drip'?"
            ),
        ]
    )
    func delays(_ example: MistakeCase) { example.check() }

    @Test(
        "Mistakes in faults",
        arguments: [
            MistakeCase(
                then: "fault: {at: ▸afterstored, do: close}",
                "fault.at: found 'afterstored'; allowed: before-stored, after-stored, idle, or a map with "
                    + "request-bytes or answer-bytes. Did you mean 'after-stored'?"
            ),
            MistakeCase(
                then: "fault: {at: ▸{request-bytes: 1, answer-bytes: 1}, do: close}",
                "fault.at: found 'request-bytes' and 'answer-bytes'; "
                    + "allowed: exactly one of request-bytes, answer-bytes."
            ),
            MistakeCase(
                then: "fault: {at: idle, do: ▸{stall: 1s}}",
                "fault.do: found a stall of an idle connection; allowed: close, reset, truncate, bad-record-mac, "
                    + "record-overflow, unexpected-message."
            ),
            MistakeCase(
                then: "fault: {at: idle, do: ▸explode}",
                "fault.do: found 'explode'; allowed: close, reset, truncate, bad-record-mac, record-overflow, "
                    + "unexpected-message, or a map with stall."
            ),
            MistakeCase(
                then: "fault: ▸{do: close}",
                "fault.at: found no such key; allowed: before-stored, after-stored, idle, or a map with "
                    + "request-bytes or answer-bytes."
            ),
            MistakeCase(
                then: "answer: {status: 500}, fault: ▸{at: after-stored, do: close}",
                "fault: found a fault after a fragment is stored, beside an answer instead of storing it; "
                    + "allowed: an answer with 'when: after-stored', or a fault in another place."
            ),
        ]
    )
    func faults(_ example: MistakeCase) { example.check() }

    @Test(
        "Places in an upload need an endpoint that has one",
        arguments: ["before-stored", "after-stored", "{request-bytes: 1}"]
    )
    func places(place: String) {
        MistakeCase(
            "then: {fault: {at: ▸\(place), do: close}}",
            "then.fault.at: found a place in an upload; allowed: with endpoint upload."
        ).check()
    }

    @Test(
        "Mistakes in events",
        arguments: [
            MistakeCase(
                then: "event: ▸forget-sesion",
                "event: found 'forget-sesion'; allowed: forget-session, revoke-certificate, or a map with "
                    + "maintenance. Did you mean 'forget-session'?"
            ),
            MistakeCase(
                then: "event: {maintenance: {for: ▸10ms}}",
                "event.maintenance.for: found '10ms'; "
                    + "allowed: a duration from 1s to 60d, written like 250ms, 2s, 20min, 1h or 60d."
            ),
            MistakeCase(
                then: "event: {maintenance: {for: 10s, heartbeat: ▸upp}}",
                "event.maintenance.heartbeat: found 'upp'; allowed: up, down. Did you mean 'up'?"
            ),
        ]
    )
    func events(_ example: MistakeCase) { example.check() }
}
