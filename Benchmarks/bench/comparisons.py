"""The measures that compare the emulator with a peer, in interleaved rounds."""

from collections.abc import Callable
from pathlib import Path

from .load import Load
from .options import Options
from .result import Result, Target
from .server import Server

FRAGMENT_BYTES = 9_216_000
#: Ten fragments: long enough for many files in a row, short enough that unfinished ones do not fill the disk.
FILE_BYTES = 10 * FRAGMENT_BYTES


class Comparisons:
    """Both servers run throughout; each round measures both, and every other round begins with the peer."""

    def __init__(self, emulator: Server, peer: Server, load: Load, options: Options):
        self._emulator = emulator
        self._peer = peer
        self._load = load
        self._options = options

    def uploads(self) -> Result:
        arguments = ("--connections", 1, "--fragment-bytes", FRAGMENT_BYTES, "--file-bytes", FILE_BYTES)
        result = Result("uploads", "MB/s", Target(1.0, at_least=True), [])
        return self._compare(result, "upload", arguments, lambda report: report["bytes"] / 1e6)

    def heartbeats(self) -> Result:
        result = Result("keep-alive heartbeats", "/s", Target(0.6, at_least=True), [])
        return self._compare(result, "heartbeat", ("--connections", 16), lambda report: report["count"])

    def connections(self) -> Result:
        result = Result("new mutual-TLS connections", "/s", Target(0.9, at_least=True), [])
        return self._compare(result, "connect", ("--connections", 4), lambda report: report["count"])

    def _compare(
        self, result: Result, command: str, arguments: tuple, units: Callable[[dict], float]
    ) -> Result:
        result.peer_name = self._peer.name
        result.judges_ratio = True
        values = {self._emulator.name: result.emulator, self._peer.name: result.peer}
        for number in range(self._options.rounds):
            servers = (self._emulator, self._peer) if number % 2 == 0 else (self._peer, self._emulator)
            for server in servers:
                before = server.child.processor_seconds()
                report = self._load.on(server, command, "--seconds", self._options.seconds, *arguments)
                used = server.child.processor_seconds() - before
                result.reports.setdefault(server.name, []).append(report)
                done = units(report)
                values[server.name].append(done / report["seconds"])
                self._add_cost(result, server.name, used / done)
                self._add_cost(result, f"generator on {server.name}", report["processorSeconds"] / done)
        return result

    @staticmethod
    def _add_cost(result: Result, name: str, seconds: float) -> None:
        result.cost.setdefault(name, []).append(seconds * 1e6)

    def close(self, file: Path) -> Result:
        """The answer to -1 against one bare parse of the same file."""
        result = Result("closing -1 of a 27 MB file", "ms", Target(1.2), [], peer_name="SAX parse", judges_ratio=True)
        steps = [
            lambda: result.emulator.append(
                self._load.on(self._emulator, "close", "--file", file, "--repeat", 3)["medianMilliseconds"]
            ),
            lambda: result.peer.append(self._load.sax(file, 3)["medianMilliseconds"]),
        ]
        for number in range(self._options.rounds):
            for step in steps if number % 2 == 0 else reversed(steps):
                step()
        return result
