"""How soon a revocation counts for new connections."""

import http.client
import os
import ssl
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

from .emulator import Emulator
from .failure import Deadline, Failure
from .options import Options
from .result import Result, Target

USER = "demo"


class Revocation:
    """Revokes the client's certificate as a user would, and connects anew until it is refused."""

    def __init__(self, program: Path, options: Options, deadline: Deadline):
        self._program = program
        self._options = options
        self._deadline = deadline

    def measure(self, emulator: Emulator, certificates: Path) -> Result:
        result = Result("revocation, from the file's change to 403", "ms", Target(1000), [])
        list_file = certificates / "test" / "ca.crl"
        self._wait(emulator, 200)
        for _ in range(self._options.rounds):
            self._office("revoke", certificates, "--reason", "certificateHold")
            self._wait(emulator, 403)
            # The file's own time: what the command did afterwards is not waited for.
            result.emulator.append((time.time() - os.stat(list_file).st_mtime) * 1000)
            self._office("unrevoke", certificates)
            self._wait(emulator, 200)
        return result

    def _office(self, command: str, certificates: Path, *arguments: str) -> None:
        line = [str(self._program), "certs", command, USER, "--certs", str(certificates), *arguments]
        try:
            subprocess.run(line, check=True, capture_output=True, text=True, timeout=self._deadline.allow(20))
        except subprocess.SubprocessError as error:
            raise Failure(f"certs {command}: {error} {getattr(error, 'stderr', '') or ''}") from None

    def _wait(self, emulator: Emulator, status: int) -> None:
        patience = time.monotonic() + self._deadline.allow(10)
        while (found := _heartbeat(emulator)) != status:
            if time.monotonic() > patience:
                raise Failure(f"a new connection is still answered {found} instead of {status}")


def _heartbeat(emulator: Emulator) -> int:
    """The status of a heartbeat on a connection of its own."""
    access = emulator.access
    context = ssl.create_default_context(cafile=access.ca)
    context.load_cert_chain(access.certificate, access.key)
    address = urlsplit(access.url)
    connection = http.client.HTTPSConnection(address.hostname, address.port, context=context, timeout=5)
    try:
        connection.request("GET", address.path + "heartbeat")
        return connection.getresponse().status
    finally:
        connection.close()
