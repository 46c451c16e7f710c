"""Tests that use the emulator in their own process: how long one takes, and whether many at once keep apart."""

import json
import subprocess
from pathlib import Path

from .failure import Deadline, Failure
from .options import Options
from .result import Result, Target

CROWD = 100
RUNS = 50


class Sandboxes:
    """Runs `m2m-sandboxes`, which is built for it alone."""

    def __init__(self, program: Path, options: Options, deadline: Deadline):
        self._program = program
        self._options = options
        self._deadline = deadline

    def whole_test(self) -> Result:
        """The first of a process, which makes the certificates that the others of the process use too."""
        result = Result("start, sandbox, delivery, Inläst, stop", "ms", Target(150), [])
        for _ in range(self._options.rounds):
            report = self._run("once", "--times", 2, limit=60)
            result.emulator.append(report["milliseconds"][0])
            result.reports.setdefault("emulator", []).append(report)
        return result

    def crowd(self) -> Result:
        """The judged figure is what went wrong; how long a run took is in the JSON file."""
        result = Result(f"{CROWD} sandboxes at once, {RUNS} runs: failures", "", Target(0), [])
        report = self._run("crowd", "--sandboxes", CROWD, "--runs", RUNS, limit=400)
        result.emulator.append(len(report["failures"]))
        result.reports["emulator"] = [report]
        for failure in report["failures"][:10]:
            print(f"  {failure}", flush=True)
        return result

    def _run(self, *arguments: object, limit: float) -> dict:
        command = [str(self._program), *map(str, arguments)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=self._deadline.allow(limit))
            return json.loads(done.stdout)
        except (OSError, subprocess.SubprocessError) as error:
            raise Failure(f"{arguments[0]}: {error}") from None
        except ValueError:
            raise Failure(f"{arguments[0]} ended with {done.returncode}: {done.stderr.strip()}") from None
