// Starts the emulator as a test's fixture would, prints what it is told, and waits to be killed.
//
// parent.mjs INPUT COMMAND...: INPUT is `pipe` to hold the emulator's standard input open, `null` for none.
// On the word `close` on its own standard input it closes the emulator's, and prints its exit code.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const [kind, program, ...args] = process.argv.slice(2);
const emulator = spawn(program, args, { stdio: [kind === "pipe" ? "pipe" : "ignore", "pipe", "inherit"] });
createInterface({ input: emulator.stdout }).on("line", (line) => console.log(line));
emulator.on("exit", (code) => console.log(String(code)));
createInterface({ input: process.stdin }).on("line", (line) => {
  if (line === "close") emulator.stdin.end();
});
