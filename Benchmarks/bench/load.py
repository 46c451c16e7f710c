"""Calls the load generator; anything but success with one line of figures is a failure."""

import json
import subprocess
from pathlib import Path

from .failure import Deadline, Failure
from .options import Options
from .server import Server


class Load:
    """The load generator, bound to a run's options and time limit."""

    def __init__(self, program: Path, options: Options, deadline: Deadline):
        self._program = program
        self._tls = options.tls
        self._deadline = deadline

    def on(self, server: Server, command: str, *arguments: object, limit: float = 60) -> dict:
        """Puts one subcommand's load on a server."""
        access = server.access
        options = ["--url", access.url, "--ca", access.ca, "--cert", access.certificate, "--key", access.key]
        try:
            return self._run([command, *options, "--tls", self._tls, *arguments], limit)
        except Failure as failure:
            server.child.check()
            raise Failure(f"{server.name}: {failure}") from None

    def sax(self, file: Path, repeats: int) -> dict:
        return self._run(["sax", file, "--repeat", repeats], 60)

    def journal(self, entries: int, repeats: int) -> dict:
        return self._run(["journal", "--entries", entries, "--repeat", repeats], 60)

    def validate(self, schema: Path, file: Path, limit: float = 120) -> dict:
        return self._run(["validate", "--schema", schema, file], limit)

    def _run(self, arguments: list[object], limit: float) -> dict:
        command = [str(self._program), *map(str, arguments)]
        try:
            result = subprocess.run(command, capture_output=True, text=True, timeout=self._deadline.allow(limit))
        except subprocess.TimeoutExpired:
            raise Failure(f"m2m-load {arguments[0]} did not end in time") from None
        if result.returncode != 0:
            raise Failure(f"m2m-load {arguments[0]}: {result.stderr.strip()}")
        return json.loads(result.stdout)
