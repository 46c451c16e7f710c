"""One emulator for the run, a sandbox for each test: tests do not meet, and may run at once (pytest-xdist: -n auto)."""

import pytest

from emulator import Emulator, built_program
from m2m_client import M2MClient


def pytest_configure(config):
    config.addinivalue_line("markers", "scenario(when, then): what happens to the test's client, as docs/scenarios.md has it")
    config.addinivalue_line("markers", "may_fail(requirement): what the report card may find wrong, since the test is about it")


@pytest.fixture(scope="session")
def emulator(tmp_path_factory):
    emulator = Emulator(built_program(), tmp_path_factory.mktemp("emulator"))
    yield emulator
    emulator.stop()


@pytest.fixture
def sandbox(emulator, request, tmp_path):
    scenario = request.node.get_closest_marker("scenario")
    order = {"scenario": "scenario: test\nrules: [{{name: rule, when: {{{}}}, then: {{{}}}}}]".format(*scenario.args)} if scenario else {}
    sandbox = emulator.sandbox(tmp_path, **order)
    yield sandbox
    allowed = [requirement for marker in request.node.iter_markers("may_fail") for requirement in marker.args]
    failed = [row for row in sandbox.failed_requirements() if row["id"] not in allowed]
    sandbox.remove()
    assert not failed, failed


@pytest.fixture
def client(sandbox):
    with M2MClient(sandbox.base_url, sandbox.certificate, sandbox.key, sandbox.ca, sandbox.sleep, print) as client:
        yield client
