"""Everything a user can say: the command line, and the environment (which is read nowhere else)."""

import argparse
import os
import shlex
from dataclasses import dataclass

MEASURES = (
    "ready",
    "first-ready",
    "idle-memory",
    "uploads",
    "heartbeats",
    "connections",
    "revocation",
    "close",
    "rules",
    "journal",
    "journal-filter",
    "validation",
    "sandbox",
    "upload-memory",
    "validation-memory",
    "sandboxes",
)
#: Only with --long, or when named.
LONG = ("upload-memory", "validation-memory", "sandboxes")


@dataclass(frozen=True)
class Options:
    """A run of the benchmark."""

    only: tuple[str, ...]
    rounds: int
    seconds: float
    tls: str
    time_limit: float
    json_file: str | None
    emulator: str | None
    generator: str | None
    sandboxes: str | None
    build_flags: tuple[str, ...]
    client_certificate: str | None
    client_key: str | None


def positive(text: str) -> float:
    value = float(text)
    if value <= 0:
        raise argparse.ArgumentTypeError("must be positive")
    return value


def measure_names(text: str) -> tuple[str, ...]:
    names = tuple(name for name in text.split(",") if name)
    unknown = [name for name in names if name not in MEASURES]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"unknown measure {text!r}; there are: {', '.join(MEASURES)}")
    return names


def parse(arguments: list[str]) -> Options:
    parser = argparse.ArgumentParser(prog="Benchmarks/run", description=__doc__)
    parser.add_argument("--only", type=measure_names, metavar="NAMES", help="comma-separated: " + ", ".join(MEASURES))
    parser.add_argument("--long", action="store_true", help="also what takes minutes, or a file of 4 GiB")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each comparison (default 5)")
    parser.add_argument("--seconds", type=positive, default=2.5, help="length of one measurement (default 2.5)")
    parser.add_argument("--tls", choices=("1.2", "1.3"), default="1.3", help="the TLS version (default 1.3)")
    parser.add_argument("--time-limit", type=positive, default=330, help="seconds after which a run gives up")
    parser.add_argument("--client", nargs=2, metavar=("CERT", "KEY"), help="another client certificate (PEM)")
    parser.add_argument("--json", metavar="FILE", help="write every figure of every round there")
    values = parser.parse_args(arguments)
    if values.rounds < 1:
        parser.error("--rounds must be at least 1")
    default = MEASURES if values.long else tuple(name for name in MEASURES if name not in LONG)
    return Options(
        only=values.only or default,
        rounds=values.rounds,
        seconds=values.seconds,
        tls=values.tls,
        time_limit=values.time_limit + (400 if values.long else 0),
        json_file=values.json,
        emulator=os.environ.get("M2M_EMULATOR") or None,
        generator=os.environ.get("M2M_LOAD") or None,
        sandboxes=os.environ.get("M2M_SANDBOXES") or None,
        build_flags=tuple(shlex.split(os.environ.get("SWIFT_BUILD_FLAGS", ""))),
        client_certificate=values.client[0] if values.client else None,
        client_key=values.client[1] if values.client else None,
    )
