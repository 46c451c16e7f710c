"""What the journal costs a heartbeat and an upload, in instructions, and how long a full one takes to be filtered."""

import itertools
from functools import cached_property
from pathlib import Path

from . import callgrind
from .callgrind import CountedEmulator
from .failure import Deadline, Failure
from .load import Load
from .options import Options
from .result import Result, Target

HEARTBEATS = 500
#: Of fragments as long as SCB's client makes them.
FRAGMENT_BYTES = 9_216_000
FRAGMENTS = 4
#: The built-in settings but for the journal: the same users and certificates.
SWITCHED_OFF = ("  entries: 20000 ", "  entries: 0 ")
ROWS = 1_000_000


class Journal:
    """Each figure from an emulator of its own, with the journal as the built-in settings have it and without."""

    def __init__(self, program: Path, certificates: Path, folder: Path, load: Load, options: Options, deadline: Deadline):
        self._program = program
        self._certificates = certificates
        self._folder = folder
        self._load = load
        self._options = options
        self._deadline = deadline
        self._numbers = itertools.count()

    def of_a_heartbeat(self) -> Result:
        return self._compare(
            "heartbeat, journal",
            Target(1.10),
            lambda counted: counted.instructions_of_heartbeat(self._load, HEARTBEATS),
        )

    def of_an_upload(self) -> Result:
        return self._compare(
            "fragment, journal",
            Target(1.03),
            lambda counted: counted.instructions_of_fragment(self._load, FRAGMENT_BYTES, FRAGMENTS),
        )

    def filtering(self) -> Result:
        result = Result("1 000 000 journal rows filtered by user", "ms", Target(50), [])
        for _ in range(self._options.rounds):
            result.emulator.append(self._load.journal(ROWS, 3)["medianMilliseconds"])
        return result

    def _compare(self, title: str, target: Target, count) -> Result:
        result = Result(title, "instructions", target, [], peer_name="no journal", judges_ratio=True)
        result.peer.append(self._counted(count, "--settings", str(self._without_journal)))
        result.emulator.append(self._counted(count))
        return result

    def _counted(self, count, *arguments: str) -> float:
        folder = self._folder / f"start-{next(self._numbers)}"
        counted = CountedEmulator(
            self._stripped, self._certificates, folder, self._options, self._deadline, "--no-triggers", *arguments
        )
        try:
            instructions = count(counted)
            counted.emulator.stop()
        finally:
            counted.emulator.child.end()
        return instructions

    @cached_property
    def _stripped(self) -> Path:
        self._folder.mkdir(exist_ok=True)
        return callgrind.stripped(self._program, self._folder)

    @cached_property
    def _without_journal(self) -> Path:
        built_in = Path(__file__).parents[2] / "fixtures" / "settings.yaml"
        text = built_in.read_text()
        if text.count(SWITCHED_OFF[0]) != 1:
            raise Failure(f"{built_in} says otherwise how much the journal keeps")
        self._folder.mkdir(exist_ok=True)
        file = self._folder / "without-journal.yaml"
        file.write_text(text.replace(*SWITCHED_OFF))
        return file
