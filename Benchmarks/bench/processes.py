"""Children of the runner: started here, watched through /proc, ended by their process id."""

import os
import signal
import subprocess
from pathlib import Path

from .failure import Failure

_TICKS = os.sysconf("SC_CLK_TCK")


class Child:
    """A server process whose output goes to a file."""

    def __init__(self, name: str, command: list[str], folder: Path, environment: dict[str, str] | None = None):
        self.name = name
        self._log = folder / f"{name}.log"
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self.pid = self._process.pid

    def check(self) -> None:
        """Fails if the process has ended by itself."""
        code = self._process.poll()
        if code is not None:
            raise Failure(f"{self.name} ended by itself with code {code}{self.log_tail()}")

    def stop(self) -> None:
        """Asks it to end; a server that does not, or that ends with an error, is a failure."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            code = self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.end()
            raise Failure(f"{self.name} did not end within 15 s of SIGTERM{self.log_tail()}") from None
        if code != 0:
            raise Failure(f"{self.name} ended with code {code}{self.log_tail()}")

    def end(self) -> None:
        """Ends it whatever it takes; harmless if it has ended already."""
        if self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            # nginx's workers outlive a master that is killed, so they are killed with it.
            for pid in reversed(self._family()):
                os.kill(pid, signal.SIGKILL)
            self._process.wait()

    def log_tail(self) -> str:
        text = self._log.read_text(errors="replace").strip()
        return "; the end of its output:\n" + text[-2000:] if text else " and said nothing"

    def processor_seconds(self) -> float:
        """User and system time of the process and its children, all threads."""
        return sum(_processor_ticks(pid) for pid in self._family()) / _TICKS

    def resident_bytes(self) -> int:
        """Resident memory, children included; pages that they share are counted once for each."""
        return sum(_status_bytes(pid, "VmRSS") for pid in self._family())

    def peak_bytes(self) -> int:
        """The most resident memory since `reset_peak`, counted like `resident_bytes`."""
        return sum(_status_bytes(pid, "VmHWM") for pid in self._family())

    def reset_peak(self) -> None:
        for pid in self._family():
            Path(f"/proc/{pid}/clear_refs").write_text("5")

    def _family(self) -> list[int]:
        self.check()
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [self.pid] + [int(pid) for pid in children.split()]


def _processor_ticks(pid: int) -> int:
    # The second field is the program's name in parentheses and may contain anything, so count from its end.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _status_bytes(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    raise Failure(f"the system does not tell {name} of a process")
