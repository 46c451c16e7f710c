"""An emulator whose instructions are counted, by valgrind's callgrind."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from .emulator import Emulator
from .failure import Deadline, Failure
from .load import Load
from .options import Options

#: A processor that valgrind imitates is some fifty times slower.
PATIENCE = 120


def stripped(program: Path, folder: Path) -> Path:
    """A copy without debugging information, some forms of which valgrind cannot read; the instructions are the same."""
    _require("strip", "binutils")
    copy = folder / f"{program.name}-stripped"
    _run(["strip", "--strip-debug", "-o", str(copy), str(program)], PATIENCE)
    return copy


class CountedEmulator:
    """A running emulator under callgrind; `program` is one without debugging information."""

    def __init__(self, program: Path, certificates: Path, folder: Path, options: Options, deadline: Deadline, *serve: str):
        _require("valgrind", "valgrind")
        self._counts = folder / "callgrind.out"
        # A prefix of its own also lets several users of one machine measure at once.
        self._control = ["callgrind_control", f"--vgdb-prefix={folder / 'vgdb'}"]
        self._deadline = deadline
        self._dumps = 0
        valgrind = ["valgrind", "--tool=callgrind", "--separate-threads=yes", f"--callgrind-out-file={self._counts}"]
        self.emulator = Emulator(
            program,
            certificates,
            folder,
            options,
            deadline,
            under=[*valgrind, f"--vgdb-prefix={folder / 'vgdb'}"],
            arguments=["--seed", "5CB1", *serve],
            # A hash table's way to its entry is then the same in every run.
            environment={"SWIFT_DETERMINISTIC_HASHING": "1"},
            patience=PATIENCE,
        )

    def instructions_of_heartbeat(self, load: Load, count: int) -> float:
        """Of one on a kept connection whose session is known, one after the other."""
        return self._difference(load, count, lambda number: ("heartbeat", "--connections", 1, "--count", number))

    def instructions_of_fragment(self, load: Load, fragment_bytes: int, count: int) -> float:
        """Of one in a file of two on a kept connection, as far as the thread goes that serves it."""
        sizes = ("--fragment-bytes", fragment_bytes, "--file-bytes", 2 * fragment_bytes)
        return self._difference(load, count, lambda number: ("upload", *sizes, "--rounds", number // 2))

    def _difference(self, load: Load, count: int, command: Callable[[int], tuple]) -> float:
        self._instructions(load, command(max(count // 10, 2)))
        # What both have, such as the connection's beginning, is not in the difference.
        once, twice = self._instructions(load, command(count)), self._instructions(load, command(2 * count))
        return (twice - once) / count

    def _instructions(self, load: Load, command: tuple) -> int:
        """Of the thread that served the connection; others do what is done again and again, by the clock."""
        load.on(self.emulator, *command, limit=PATIENCE)
        self._dumps += 1
        _run([*self._control, "--dump", str(self.emulator.child.pid)], self._deadline.allow(PATIENCE))
        files = self._counts.parent.glob(f"{self._counts.name}.{self._dumps}-*")
        totals = [int(number) for file in files for number in re.findall(r"^totals: (\d+)$", file.read_text(), re.M)]
        if not totals:
            raise Failure(f"callgrind told no figures{self.emulator.child.log_tail()}")
        return max(totals)


def _require(program: str, package: str) -> None:
    if shutil.which(program) is None:
        raise Failure(f"there is no {program} (on Debian: apt-get install {package})")


def _run(command: list[str], limit: float) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit)
    except (OSError, subprocess.SubprocessError) as error:
        raise Failure(f"{command[0]}: {error} {getattr(error, 'stderr', '') or ''}") from None
