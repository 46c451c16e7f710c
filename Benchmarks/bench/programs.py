"""The Swift programs: built here unless the environment names built ones."""

import subprocess
from pathlib import Path

from .failure import Failure
from .options import Options

ROOT = Path(__file__).resolve().parents[2]


def emulator(options: Options) -> Path:
    return _existing(options.emulator) if options.emulator else _built("m2m-emulator", options)


def generator(options: Options) -> Path:
    return _existing(options.generator) if options.generator else _built("m2m-load", options)


def sandboxes(options: Options) -> Path:
    return _existing(options.sandboxes) if options.sandboxes else _built("m2m-sandboxes", options)


def _existing(path: str) -> Path:
    program = Path(path).resolve()
    if not program.is_file():
        raise Failure(f"there is no program {path}")
    return program


def _built(product: str, options: Options) -> Path:
    command = ["swift", "build", "-c", "release", "--product", product, *options.build_flags]
    print(f"building {product} …", flush=True)
    try:
        subprocess.run(command, cwd=ROOT, check=True)
        folder = subprocess.run(
            [*command, "--show-bin-path"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failure(f"{product} could not be built: {error}") from None
    return Path(folder) / product
