"""The emulator under test, started as a user would start it."""

import json
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from .failure import Deadline, Failure
from .options import Options
from .processes import Child
from .server import Access


class Emulator:
    """A running emulator; `ready_seconds` is the time from spawning it to its ready file."""

    name = "emulator"

    def __init__(
        self,
        program: Path,
        certificates: Path,
        folder: Path,
        options: Options,
        deadline: Deadline,
        *,
        under: Sequence[str] = (),
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] = MappingProxyType({}),
        patience: float = 20,
    ):
        """`under` is a command that runs the program; `arguments` are more of `serve`; `patience` is in seconds."""
        folder.mkdir(parents=True)
        ready_file = folder / "ready.json"
        command = [*under, str(program), "serve", "--port", "0", "--ephemeral", "--certs", str(certificates)]
        command += ["--ready-file", str(ready_file), "--log-level", "warning", *arguments]
        # --ephemeral keeps its data in the temporary folder, which is to be the one that nginx writes to as well.
        environment = {**os.environ, **environment, "TMPDIR": str(folder)}
        patience = deadline.allow(patience)
        start = time.perf_counter()
        self.child = Child(self.name, command, folder, environment)
        try:
            while not os.path.exists(ready_file):
                self.child.check()
                if time.perf_counter() - start > patience:
                    raise Failure(f"the emulator was not ready within {patience:.0f} s{self.child.log_tail()}")
                time.sleep(0.0005)
            self.ready_seconds = time.perf_counter() - start
            self.access = _access(ready_file, self.child.pid, options)
        except BaseException:
            self.child.end()
            raise

    def stop(self) -> None:
        self.child.stop()


def _access(ready_file: Path, pid: int, options: Options) -> Access:
    """Reads the ready file; it is written atomically, so what is there is whole."""
    try:
        ready = json.loads(ready_file.read_text())
        told = ready["pid"]
        access = Access(
            url=ready["baseURL"],
            ca=ready["ca"],
            certificate=options.client_certificate or ready["clientCertificate"],
            key=options.client_key or ready["clientKey"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Failure(f"the ready file is not as agreed: {error!r}") from None
    if told != pid:
        raise Failure(f"the ready file names process {told}, but {pid} was started")
    return access
