"""The client against the emulator: what it has to survive, each in a sandbox of its own."""

import pytest

from m2m_client import FRAGMENT_BYTES, M2MClient, M2MError, Refused, Submission

V40 = Submission("9990000045", "VINN", "2026-09-30", "V40")


def report(path, size=0, content=""):
    """An invented file of V40 with at least so many bytes, no two lines of which are the same."""
    with path.open("w", encoding="utf-8") as file:
        file.write('<Report xmlns="http://scb.se/gdb/vinn" ReportingAgentName="Exempelbanken"'
                   ' ReportingAgentCode="9990000045" ReferencePeriod="2026-09-30">\n')
        for number in range(size // 100 + 1 if size else 0):
            file.write(f"<!-- {number:090} -->\n")
        file.write(f"{content}</Report>\n")
    return path


def test_a_small_file_is_read_in(client, sandbox, tmp_path):
    outcome = client.deliver(report(tmp_path / "Innehav åäö.xml"), V40)
    assert outcome.status == "Inläst" and outcome.is_read_in
    assert [delivery["fileName"] for delivery in sandbox.deliveries()] == ["Innehav åäö.xml"]


@pytest.mark.parametrize("size", [1, FRAGMENT_BYTES, 2 * FRAGMENT_BYTES + 1], ids=["one", "just over one", "three"])
def test_fragments_arrive_byte_for_byte(client, sandbox, tmp_path, size):
    path = report(tmp_path / "holdings.xml", size)
    outcome = client.deliver(path, V40)
    assert sandbox.stored_bytes(outcome.delivery_id) == path.read_bytes()


@pytest.mark.scenario("endpoint: upload, fragment: first, occurrence: 1..2",
                      "answer: {status: 503, headers: {Retry-After: 5}}")
def test_a_busy_server_is_asked_again_when_it_says(client, sandbox, tmp_path):
    assert client.deliver(report(tmp_path / "holdings.xml"), V40).is_read_in
    assert sandbox.slept[:2] == [5, 5]
    sandbox.verify({"call": "upload", "status": 503, "times": 2}, {"call": "upload", "status": 200, "times": 2})


@pytest.mark.scenario("endpoint: upload, fragment: last, occurrence: 1",
                      "fault: {at: after-stored, do: close}")
@pytest.mark.parametrize("size", [1, FRAGMENT_BYTES], ids=["small", "two fragments"])
def test_a_lost_answer_to_the_last_fragment_makes_no_second_delivery(client, sandbox, tmp_path, size):
    outcome = client.deliver(report(tmp_path / "holdings.xml", size), V40)
    assert outcome.is_read_in
    assert [delivery["id"] for delivery in sandbox.deliveries()] == [outcome.delivery_id]


@pytest.mark.scenario("endpoint: upload, fragment: 1, occurrence: 1",
                      "fault: {at: {request-bytes: 1MiB}, do: reset}")
def test_a_fragment_that_breaks_off_is_sent_again(client, sandbox, tmp_path):
    path = report(tmp_path / "holdings.xml", 2 * FRAGMENT_BYTES + 1)
    outcome = client.deliver(path, V40)
    assert sandbox.stored_bytes(outcome.delivery_id) == path.read_bytes()
    assert len(sandbox.deliveries()) == 1


@pytest.mark.scenario("endpoint: upload, fragment: last, occurrence: 1, per: user",
                      "event: forget-session")
def test_a_forgotten_session_begins_the_file_anew(client, sandbox, tmp_path):
    path = report(tmp_path / "holdings.xml", FRAGMENT_BYTES)
    outcome = client.deliver(path, V40)
    assert sandbox.stored_bytes(outcome.delivery_id) == path.read_bytes()
    sandbox.verify({"call": "heartbeat", "times": 2}, {"call": "upload", "code": "session-unknown", "times": 1})


def test_a_file_stopped_by_validation_is_corrected_and_sent_again(client, sandbox, tmp_path):
    outcome = client.deliver(report(tmp_path / "holdings.xml", content="<Unexpected/>"), V40)
    assert outcome.status == "Ej Inläst" and not outcome.is_read_in
    assert "Unexpected" in str(sandbox.findings(outcome.delivery_id))
    assert client.deliver(report(tmp_path / "holdings.xml"), V40).is_read_in


@pytest.mark.scenario("endpoint: upload, fragment: last, occurrence: 1, per: user",
                      "status: [{state: system-fault}]")
def test_after_a_system_fault_the_whole_file_is_sent_again(client, sandbox, tmp_path):
    assert client.deliver(report(tmp_path / "holdings.xml"), V40, resends=1).is_read_in
    assert sorted(delivery["status"]["text"] for delivery in sandbox.deliveries()) == ["Inläst", "Systemfel"]


@pytest.mark.may_fail("parameters-valid")
def test_a_refusal_is_told_in_the_servers_words(client, sandbox, tmp_path):
    not_granted = Submission("9990000052", "VINN", "2026-09-30", "V99")
    with pytest.raises(Refused, match=r"was answered with 400: .*V99.*traceId") as refusal:
        client.deliver(report(tmp_path / "holdings.xml"), not_granted)
    assert refusal.value.code == "file-format-unknown"
    assert sandbox.slept == []  # it was not tried again


@pytest.mark.may_fail("certificate-not-revoked")
def test_a_revoked_certificate_is_told_at_once(client, sandbox, tmp_path):
    sandbox.revoke_certificate()
    with pytest.raises(Refused, match="403: .*revoked"):
        client.deliver(report(tmp_path / "holdings.xml"), V40)
    assert sandbox.slept == []


def test_a_server_of_an_unknown_ca_gets_nothing(sandbox, tmp_path):
    another_ca = sandbox.certificate  # any certificate that did not sign the server's
    with M2MClient(sandbox.base_url, sandbox.certificate, sandbox.key, another_ca, sandbox.sleep) as client:
        with pytest.raises(M2MError, match="do not accept each other's certificates"):
            client.deliver(report(tmp_path / "holdings.xml"), V40)
    assert sandbox.journal() == [] and sandbox.slept == []
