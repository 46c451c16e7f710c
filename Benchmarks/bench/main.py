"""A whole run, from the options to the table."""

import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from . import options, programs, table
from .comparisons import Comparisons
from .emulator import Emulator
from .failure import Deadline, Failure
from .journal import Journal
from .load import Load
from .nginx import Nginx
from .result import Result
from .revocation import Revocation
from .rules import Rules
from .sandboxes import Sandboxes
from .starts import Starts
from .validation import Validation

CLOSE_FILE_BYTES = 27_000_000
#: Measured by a program of their own.
SANDBOXES = {"sandbox", "sandboxes"}
CERTIFICATES_UNUSED = SANDBOXES | {"journal-filter", "validation", "validation-memory"}


def main() -> int:
    chosen = options.parse(sys.argv[1:])
    # Ended from outside, the run still has to end its children and remove its folder.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        emulator, generator = programs.emulator(chosen), programs.generator(chosen)
        sandboxes = programs.sandboxes(chosen) if SANDBOXES & set(chosen.only) else None
        with tempfile.TemporaryDirectory(prefix="m2m-bench-", ignore_cleanup_errors=True) as folder:
            run = Run(chosen, emulator, generator, sandboxes, Path(folder))
            try:
                run.measure()
            except Failure as failure:
                run.failures.append(str(failure))
    except Failure as failure:
        print(f"Benchmarks/run: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    run.report()
    return 1 if run.failures else 0


class Run:
    """The servers of a run, its measures in order, and what came of them."""

    def __init__(
        self, chosen: options.Options, emulator: Path, generator: Path, sandboxes: Path | None, folder: Path
    ):
        self.results: list[Result] = []
        self.failures: list[str] = []
        self._options = chosen
        self._program = emulator
        self._sandboxes = sandboxes
        self._folder = folder
        self._certificates = folder / "certificates"
        self._deadline = Deadline(chosen.time_limit)
        self._load = Load(generator, chosen, self._deadline)
        self._starts = Starts(self._start, folder, self._load, chosen)

    def _start(self, certificates: Path, folder: Path) -> Emulator:
        return Emulator(self._program, certificates, folder, self._options, self._deadline)

    def measure(self) -> None:
        validation = Validation(self._load, self._sample, self._options, self._deadline)
        folder = self._folder / "rules"
        rules = Rules(self._program, self._certificates, folder, self._load, self._options, self._deadline)
        folder = self._folder / "journal"
        journal = Journal(self._program, self._certificates, folder, self._load, self._options, self._deadline)
        alone = [
            ("rules", rules.of_a_large_user),
            ("rules", rules.for_every_heartbeat),
            ("journal", journal.of_a_heartbeat),
            ("journal", journal.of_an_upload),
            ("journal-filter", journal.filtering),
            ("validation", validation.throughput),
            ("validation-memory", validation.memory),
        ]
        if self._sandboxes:
            sandboxes = Sandboxes(self._sandboxes, self._options, self._deadline)
            alone += [("sandbox", sandboxes.whole_test), ("sandboxes", sandboxes.crowd)]
        if any(name not in CERTIFICATES_UNUSED for name in self._options.only):
            self._starts.make_certificates(self._certificates)
        if any(name not in dict(alone) for name in self._options.only):
            self._measure_servers()
        # Without servers beside them: they need none, and the processor is their own.
        self._measure(alone)

    def _measure_servers(self) -> None:
        with ExitStack() as stack:
            emulator = self._start(self._certificates, self._folder / "emulator")
            stack.callback(emulator.child.end)
            nginx = Nginx(self._certificates, self._folder / "nginx", emulator.access, self._deadline)
            stack.callback(nginx.child.end)
            starts, comparisons = self._starts, Comparisons(emulator, nginx, self._load, self._options)
            measures: list[tuple[str, Callable[[], Result]]] = [
                ("ready", lambda: starts.ready(self._certificates)),
                ("first-ready", starts.ready_without_certificates),
                ("idle-memory", lambda: starts.idle_memory(self._certificates, nginx)),
                ("uploads", comparisons.uploads),
                ("heartbeats", comparisons.heartbeats),
                ("connections", comparisons.connections),
                ("revocation", self._revocation),
                ("close", lambda: comparisons.close(self._sample(CLOSE_FILE_BYTES))),
                ("upload-memory", lambda: starts.upload_memory(self._certificates)),
            ]
            self._measure(measures)
            for server in (nginx, emulator):
                server.stop()

    def _revocation(self) -> Result:
        """On certificates of its own, which it revokes."""
        certificates = self._folder / "revocation-certificates"
        emulator = self._start(certificates, self._folder / "revocation")
        try:
            return Revocation(self._program, self._options, self._deadline).measure(emulator, certificates)
        finally:
            emulator.child.end()

    def _measure(self, measures: list[tuple[str, Callable[[], Result]]]) -> None:
        for name, measure in measures:
            if name in self._options.only:
                self._attempt(name, measure)

    def _attempt(self, name: str, measure: Callable[[], Result]) -> None:
        """One measure that fails does not take the others with it, but the run's exit code tells."""
        print(f"measuring {name} …", flush=True)
        try:
            self.results.append(measure())
        except Failure as failure:
            self.failures.append(f"{name}: {failure}")

    def _sample(self, size: int) -> Path:
        file = self._folder / f"sample-{size}.xml"
        command = [str(self._program), "sample", "--format", "V40", "--size", str(size), str(file)]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=self._deadline.allow(120))
        except subprocess.SubprocessError as error:
            raise Failure(f"no sample file: {error} {getattr(error, 'stderr', '') or ''}") from None
        return file

    def report(self) -> None:
        chosen = self._options
        print(f"\n{os.cpu_count()} processor cores, TLS {chosen.tls}, median of {chosen.rounds} rounds\n")
        for text in (table.table(self.results), table.costs(self.results), "\n".join(table.warnings(self.results))):
            if text:
                print(text + "\n")
        for failure in self.failures:
            print(f"FAILED {failure}", file=sys.stderr)
        if chosen.json_file:
            figures = {
                "machine": {"cores": os.cpu_count(), "architecture": platform.machine(), "load": os.getloadavg()},
                "tls": chosen.tls,
                "measures": [result.figures() for result in self.results],
                "failures": self.failures,
            }
            Path(chosen.json_file).write_text(json.dumps(figures, indent=2) + "\n")
