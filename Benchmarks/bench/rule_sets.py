"""Scenario files with a thousand rules, the same in every run."""

from collections.abc import Iterator

#: The user with whose certificate the load generator calls.
CALLER = "demo"
#: So late that no request of a measurement is the one.
NEVER = 1_000_000

#: What is asked of an upload, the endpoint apart, and what then happens.
_UPLOADS = (
    ("file-name: '*_{key}_systemfel*'", "status: [{{state: processing, for: 2s}}, {{state: system-fault}}]"),
    ("file-name: '*_{key}_langsam*', program: VINN", "status: [{{state: processing, polls: 3}}, {{state: read}}]"),
    ("file-name: '*_{key}_hanger*', fragment: last", "status: [{{state: processing}}]"),
    ("file-name: '*_{key}_503*', occurrence: 1..2", "answer: {{status: 503, headers: {{Retry-After: 2}}}}"),
    ("file-name: '*_{key}_500*', occurrence: every 10, per: user", "answer: {{status: 500, body: '<h1>Error</h1>'}}"),
    ("file-name: '*_{key}_stray*', share: 2.5%", "answer: {{status: 503}}"),
    ("file-name: '{key}_??.xml', fragment: first, occurrence: 1", "fault: {{at: {{request-bytes: 64KiB}}, do: reset}}"),
    ("file-name: '{key}-*.xml', fragment: last, occurrence: 1", "fault: {{at: after-stored, do: close}}"),
    ("file-name: '*_{key}_seg*', share: 20%, per: environment", "delay: {{from: 100ms, to: 2s}}"),
    ("file-name: '{key}*', user: [demo, fund], fragment: 2..5, occurrence: 1, per: user", "event: forget-session"),
)
_HISTORIES = (
    ("user: user-{key}, occurrence: every 5", "answer: {{status: 503, headers: {{Retry-After: 1}}}}"),
    ("file-name: '*_{key}_*', share: 10%", "delay: {{from: 50ms, to: 1s}}"),
    ("user: user-{key}, share: 1%, per: user", "fault: {{at: {{answer-bytes: 20}}, do: truncate}}"),
    ("program: KRITA, file-name: '{key}*', occurrence: 1", "answer: {{status: 500}}"),
)
_HEARTBEATS = (
    ("occurrence: every 50", "answer: {{status: 503, headers: {{Retry-After: 5}}}}"),
    ("share: 2.5%", "delay: {{from: 100ms, to: 1s}}"),
    ("occurrence: 1..3, per: environment", "fault: {{at: {{answer-bytes: 10}}, do: reset}}"),
    ("share: 1%, occurrence: every 3", "fault: {{at: idle, do: close}}"),
)


def of_a_large_user() -> str:
    """700 rules for uploads by the file's name, 100 for history calls, 200 for heartbeats, each of one user."""
    others = _rules("heartbeat", _HEARTBEATS, 199, "user: user-{key}")
    callers = ("heartbeat", f"user: {CALLER}, occurrence: {NEVER}", "answer: {status: 503}")
    uploads, histories = _rules("upload", _UPLOADS, 700), _rules("history", _HISTORIES, 100)
    return _file("large-user", [*uploads, *histories, *others, callers])


def for_every_heartbeat() -> str:
    """1 000 rules, each of which counts each heartbeat of anybody: the worst that rules can cost."""
    rule = ("heartbeat", f"occurrence: {NEVER}", "answer: {status: 503}")
    return _file("every-heartbeat", [rule] * 1000)


def _rules(endpoint: str, kinds: tuple, count: int, whose: str = "") -> Iterator[tuple[str, str, str]]:
    for number in range(count):
        conditions, actions = kinds[number % len(kinds)]
        key = f"{number // len(kinds) if not whose else number:03}"
        conditions = f"{whose}, {conditions}" if whose else conditions
        yield endpoint, conditions.format(key=key), actions.format()


def _file(name: str, rules: list[tuple[str, str, str]]) -> str:
    lines = [f"scenario: {name}", "rules:"]
    for number, (endpoint, conditions, actions) in enumerate(rules):
        lines += [
            f"  - name: {endpoint}-{number}",
            f"    when: {{endpoint: {endpoint}, {conditions}}}",
            f"    then: {{{actions}}}",
        ]
    return "\n".join(lines) + "\n"
