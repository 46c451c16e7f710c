"""The measures that start an emulator of their own: readiness and memory."""

import itertools
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .comparisons import FRAGMENT_BYTES
from .emulator import Emulator
from .load import Load
from .options import Options
from .result import Result, Target
from .server import Server

LARGE_FILE_BYTES = 4 << 30


class Starts:
    """Starts emulators one after the other, each in a folder that goes with it."""

    def __init__(self, start: Callable[[Path, Path], Emulator], folder: Path, load: Load, options: Options):
        self._start = start
        self._folder = folder
        self._load = load
        self._options = options
        self._numbers = itertools.count()

    @contextmanager
    def _emulator(self, certificates: Path) -> Iterator[Emulator]:
        folder = self._folder / f"start-{next(self._numbers)}"
        emulator = self._start(certificates, folder)
        try:
            yield emulator
            emulator.stop()
        finally:
            emulator.child.end()
            shutil.rmtree(folder, ignore_errors=True)

    def make_certificates(self, certificates: Path) -> None:
        """The first start makes the certificates that everything else uses."""
        with self._emulator(certificates):
            pass

    def ready(self, certificates: Path) -> Result:
        result = Result("ready, certificates in place", "ms", Target(100), [])
        for _ in range(self._options.rounds):
            result.emulator.append(self._ready_milliseconds(certificates))
        return result

    def ready_without_certificates(self) -> Result:
        result = Result("ready, certificates to be made", "ms", Target(1000), [])
        for number in range(self._options.rounds):
            certificates = self._folder / f"certificates-{number}"
            result.emulator.append(self._ready_milliseconds(certificates))
            shutil.rmtree(certificates)
        return result

    def _ready_milliseconds(self, certificates: Path) -> float:
        with self._emulator(certificates) as emulator:
            # The ready file is a promise; a start counts only if a call is answered.
            self._load.on(emulator, "connect", "--connections", 1, "--seconds", 0.01)
            return emulator.ready_seconds * 1000

    def idle_memory(self, certificates: Path, peer: Server) -> Result:
        result = Result("idle memory", "MB", Target(40), [], peer_name=peer.name)
        with self._emulator(certificates) as emulator:
            result.emulator.append(self._idle_bytes(emulator) / 1e6)
        result.peer.append(self._idle_bytes(peer) / 1e6)
        return result

    def upload_memory(self, certificates: Path) -> Result:
        """How far above its idle memory the emulator rises while it takes one large file."""
        result = Result("memory growth, 4 GiB upload", "MiB", Target(32), [])
        with self._emulator(certificates) as emulator:
            idle = self._idle_bytes(emulator)
            emulator.child.reset_peak()
            arguments = ("--rounds", 1, "--file-bytes", LARGE_FILE_BYTES, "--fragment-bytes", FRAGMENT_BYTES)
            self._load.on(emulator, "upload", *arguments, limit=180)
            result.emulator.append((emulator.child.peak_bytes() - idle) / (1 << 20))
        return result

    def _idle_bytes(self, server: Server) -> int:
        self._load.on(server, "heartbeat", "--connections", 1, "--seconds", 0.05)
        time.sleep(0.5)
        return server.child.resident_bytes()
