"""What a thousand rules cost a heartbeat, in instructions: a figure that other work on the machine does not change."""

import itertools
from functools import cached_property
from pathlib import Path

from . import callgrind, rule_sets
from .callgrind import CountedEmulator
from .failure import Deadline
from .load import Load
from .options import Options
from .result import Result, Target

HEARTBEATS = 500


class Rules:
    """Each rule set in an emulator of its own, without the triggers that are played by default."""

    def __init__(self, program: Path, certificates: Path, folder: Path, load: Load, options: Options, deadline: Deadline):
        self._program = program
        self._certificates = certificates
        self._folder = folder
        self._load = load
        self._options = options
        self._deadline = deadline
        self._numbers = itertools.count()

    def of_a_large_user(self) -> Result:
        return self._measure("heartbeat, 1 000 rules", Target(1.05), rule_sets.of_a_large_user())

    def for_every_heartbeat(self) -> Result:
        return self._measure("heartbeat, 1 000 rules that count it", None, rule_sets.for_every_heartbeat())

    def _measure(self, title: str, target: Target | None, rules: str) -> Result:
        result = Result(title, "instructions", target, [], peer_name="no rule", judges_ratio=True)
        result.peer.append(self._without_rules)
        result.emulator.append(self._instructions(rules))
        return result

    @cached_property
    def _without_rules(self) -> float:
        return self._instructions()

    @cached_property
    def _stripped(self) -> Path:
        self._folder.mkdir()
        return callgrind.stripped(self._program, self._folder)

    def _instructions(self, rules: str | None = None) -> float:
        program = self._stripped
        folder = self._folder / f"start-{next(self._numbers)}"
        arguments = ["--no-triggers"]
        if rules is not None:
            file = folder.with_suffix(".yaml")
            file.write_text(rules)
            arguments += ["--scenario", str(file)]
        counted = CountedEmulator(program, self._certificates, folder, self._options, self._deadline, *arguments)
        try:
            instructions = counted.instructions_of_heartbeat(self._load, HEARTBEATS)
            counted.emulator.stop()
        finally:
            counted.emulator.child.end()
        return instructions
