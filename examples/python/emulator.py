"""Starts the emulator and controls it, for tests. Copy this beside your own tests; it needs requests and nothing else."""

import json
import os
import subprocess
from pathlib import Path

import requests


class Emulator:
    """One process for all tests. It ends with the process that started it, however that ends."""

    def __init__(self, program, folder):
        command = [program, "serve", "--port", "0", "--management-port", "0", "--ephemeral", "--certs", folder / "certs",
                   "--ready-json", "--exit-with-parent"]
        self._log = (folder / "emulator.log").open("wb")
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log)
        line = self._process.stdout.readline()  # it comes when the emulator accepts connections
        if not line:
            raise RuntimeError(f"the emulator did not start:\n{Path(self._log.name).read_text()}")
        self.management = json.loads(line)["managementURL"].rstrip("/")
        self.http = requests.Session()
        self.http.trust_env = False  # no proxy

    def sandbox(self, folder, **order):
        """A user of its own with an empty history, a clock that stands still, and scenarios of its own if it wants."""
        answer = self.http.post(f"{self.management}/environments/test/sandboxes", json=order)
        return Sandbox(self.http, _checked(answer).json(), folder)

    def stop(self):
        self._process.stdin.close()
        status = self._process.wait(timeout=30)
        self._log.close()
        assert status == 0, Path(self._log.name).read_text()


class Sandbox:
    """The certificate is the tenant: what is done with this one, nobody else sees."""

    def __init__(self, http, about, folder):
        self._http, self._url = http, about["management"].rstrip("/")
        self.base_url = about["baseURL"]
        self.certificate, self.key, self.ca = (folder / name for name in ("client.crt", "client.key", "ca.crt"))
        self.certificate.write_text(about["certificate"])
        self.key.touch(mode=0o600)
        self.key.write_text(about["key"])
        self.ca.write_text(about["ca"])
        self.serial = about["serial"]
        self.slept = []
        self._put("clock", {"frozen": True})

    def sleep(self, seconds):
        """Instead of time.sleep: the sandbox's clock goes on, and the test does not wait."""
        self.slept.append(seconds)
        self._put("clock", {"advance": f"{round(seconds * 1000)}ms"})

    def deliveries(self):
        return self._get("deliveries").json()["deliveries"]

    def findings(self, delivery_id):
        return self._get(f"deliveries/{delivery_id}/findings").json()["findings"]

    def stored_bytes(self, delivery_id):
        return self._get(f"deliveries/{delivery_id}/file").content

    def revoke_certificate(self):
        _checked(self._http.post(f"{self._url}/certificates/{self.serial}/revoke"))

    def journal(self, **filters):
        return self._get("journal", params=filters).json()["entries"]

    def verify(self, *expect, **more):
        """Asserts which calls came; what was expected and what came near it stands in the failure's text."""
        result = _checked(self._http.post(f"{self._url}/journal/verify", json={"expect": expect, **more})).json()
        assert result["verified"], json.dumps(result, indent=2, ensure_ascii=False)

    def failed_requirements(self):
        """What the emulator's report card finds wrong with how the client behaved."""
        return [row for row in self._get("report-card", params={"format": "json"}).json()["rows"] if row["verdict"] == "fail"]

    def remove(self):
        _checked(self._http.delete(self._url))

    def _get(self, path, **more):
        return _checked(self._http.get(f"{self._url}/{path}", **more))

    def _put(self, path, body):
        return _checked(self._http.put(f"{self._url}/{path}", json=body))


def built_program():
    """The program that M2M_EMULATOR names, else the one that was built in this repository."""
    root = Path(__file__).resolve().parents[2]
    built = [root / ".build" / kind / "m2m-emulator" for kind in ("release", "debug")]
    program = os.environ.get("M2M_EMULATOR") or next((path for path in built if path.exists()), None)
    assert program, "set M2M_EMULATOR to the emulator's program, or build it: make build"
    return program


def _checked(answer):
    assert answer.ok, f"{answer.request.method} {answer.url}: {answer.status_code} {answer.text}"
    return answer
