import { readFileSync } from "node:fs";
import process from "node:process";
import { exitStatus } from "./cli/exit-status.js";
import { runCommandLine } from "./cli/run-command-line.js";
import { processTerminal } from "./terminal/process-terminal.js";

/** Runs one command line in this process and resolves with its exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  leaveQuietlyOnClosedOutput();
  return runCommandLine(argv, {
    terminal: processTerminal,
    env: process.env,
    cwd: process.cwd(),
    version: packageVersion(),
    now: () => new Date(),
    async stop(timeoutMs) {
      const { Interrupt } = await import("./cli/interrupt.js");
      return new Interrupt(timeoutMs);
    },
  });
}

/** `itom … | head` closes our output: that is no error of ours. */
function leaveQuietlyOnClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") return;
      process.exitCode = exitStatus.unknown;
    });
  }
}

function packageVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
