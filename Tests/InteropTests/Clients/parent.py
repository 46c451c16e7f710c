"""Starts the emulator as a test's fixture would, prints what it is told, and waits to be killed.

parent.py INPUT COMMAND...: INPUT is `pipe` to hold the emulator's standard input open, `null` for none.
On the word `close` on its own standard input it closes the emulator's, and prints its exit code.
"""

import subprocess
import sys

kind, command = sys.argv[1], sys.argv[2:]
emulator = subprocess.Popen(
    command,
    stdin=subprocess.PIPE if kind == "pipe" else subprocess.DEVNULL,
    stdout=subprocess.PIPE,
    text=True,
)
print(emulator.stdout.readline(), end="", flush=True)
for line in sys.stdin:
    if line.strip() == "close":
        emulator.stdin.close()
        print(emulator.wait(), flush=True)
