"""The validation after -1, alone in a process, against xmllint on the same file and schema."""

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from .failure import Deadline, Failure
from .load import Load
from .options import Options
from .programs import ROOT
from .result import Result, Target

FILE_BYTES = 500_000_000
LARGE_FILE_BYTES = 4 << 30
SCHEMA = ROOT / "fixtures/formats/V40-1.xsd"


class Validation:
    """Needs no server. Both programs start, compile the schema and read the file from the page cache."""

    def __init__(self, load: Load, sample: Callable[[int], Path], options: Options, deadline: Deadline):
        self._load = load
        self._sample = sample
        self._rounds = options.rounds
        self._deadline = deadline

    def throughput(self) -> Result:
        if shutil.which("xmllint") is None:
            raise Failure("there is no xmllint (on Debian: apt-get install libxml2-utils)")
        result = Result("validation", "MB/s", Target(1.5, at_least=True), [], peer_name="xmllint", judges_ratio=True)
        file = self._sample(FILE_BYTES)
        try:
            for number in range(self._rounds):
                steps = [
                    lambda: result.emulator.append(self._rate(lambda: self._load.validate(SCHEMA, file))),
                    lambda: result.peer.append(self._rate(lambda: self._xmllint(file))),
                ]
                for step in steps if number % 2 == 0 else reversed(steps):
                    step()
        finally:
            file.unlink()
        return result

    @staticmethod
    def _rate(work: Callable[[], object]) -> float:
        """MB/s of a whole process, its start included."""
        before = time.monotonic()
        work()
        return FILE_BYTES / 1e6 / (time.monotonic() - before)

    def _xmllint(self, file: Path) -> None:
        command = ["xmllint", "--stream", "--noout", "--schema", str(SCHEMA), str(file)]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=self._deadline.allow(120))
        except subprocess.SubprocessError as error:
            raise Failure(f"xmllint: {error} {getattr(error, 'stderr', '') or ''}") from None

    def memory(self) -> Result:
        """How far the process rises above what it has with the schema compiled, while it validates one large file."""
        result = Result("memory growth, validating 4 GiB", "MiB", Target(32), [])
        file = self._sample(LARGE_FILE_BYTES)
        try:
            report = self._load.validate(SCHEMA, file, limit=240)
            result.emulator.append(report["peakGrowthBytes"] / (1 << 20))
        finally:
            file.unlink()
        return result
