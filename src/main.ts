import { readFileSync } from "node:fs";
import process from "node:process";
import { setImmediate } from "node:timers/promises";
import { exitStatus } from "./cli/exit-status.js";
import { runCommandLine } from "./cli/run-command-line.js";
import { lostTerminalLeaver } from "./terminal/leave-lost-terminal.js";
import { watchOutput } from "./terminal/output-failure.js";
import { processTerminal } from "./terminal/process-terminal.js";

/** Runs one command line in this process and resolves with its exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  const outputFailure = watchOutput();
  const cwd = currentFolder();
  if (cwd === undefined) {
    processTerminal(undefined).stderr.write(
      "itom: the current folder is gone\nhint: cd to one that exists\n",
    );
    return exitStatus.unknown;
  }
  process.once("exit", lostTerminalLeaver());
  const status = await runCommandLine(argv, {
    terminal: processTerminal,
    env: process.env,
    cwd,
    version: packageVersion(),
    now: () => new Date(),
    async stop(timeoutMs) {
      const { Interrupt } = await import("./cli/interrupt.js");
      return new Interrupt(timeoutMs);
    },
  });
  await setImmediate(); // a stream tells of its error only afterwards
  const failure = outputFailure();
  return failure ? statusWithout(failure, status) : status;
}

/** What was to be told and was not: nobody may take it for "all well". */
function statusWithout(failure: Error, status: number): number {
  processTerminal(undefined).stderr.write(`itom: can't write the output: ${failure.message}\n`);
  return status === exitStatus.ok || status === exitStatus.warning ? exitStatus.unknown : status;
}

/** Undefined where somebody removed the folder in which we were started. */
function currentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

function packageVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
