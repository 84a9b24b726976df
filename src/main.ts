import { readFileSync } from "node:fs";
import process from "node:process";
import { createContext } from "./cli/context/create-context.js";
import { exitStatus, type ExitStatus } from "./cli/exit-status.js";
import { Interrupt } from "./cli/interrupt.js";
import { parseGlobal } from "./cli/parse-global.js";
import { parseCommandLine, type ParsedCommandLine } from "./cli/program.js";
import { reportError } from "./cli/report-error.js";
import { processTerminal } from "./terminal/process-terminal.js";

/** Runs one command line; the one place that turns whatever happens into an exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  leaveQuietlyOnClosedOutput();
  const mode = { json: argv.includes("--json"), verbose: argv.includes("-v") || argv.includes("--verbose") };
  try {
    const version = packageVersion();
    const answer = await parseCommandLine(argv, {
      out: (text) => void process.stdout.write(text),
      err: (text) => void (mode.json || process.stderr.write(text)),
      version,
    });
    if ("parsed" in answer) return await runCommand(answer.parsed, version);
    if (mode.json && answer.status !== 0) process.stdout.write(usageDocument());
    return answer.status;
  } catch (error) {
    return reportError(error, processTerminal(undefined), mode);
  }
}

async function runCommand(parsed: ParsedCommandLine, version: string): Promise<ExitStatus> {
  const global = parseGlobal(parsed.options, process.env, process.stdin.isTTY === true);
  const interrupt = new Interrupt(global.timeoutMs);
  const { context, end } = createContext({
    global,
    terminal: processTerminal(global.colour),
    env: process.env,
    cwd: process.cwd(),
    signal: interrupt.signal,
    now: () => new Date(),
    version,
  });
  try {
    const implementation = await parsed.specification.load();
    const status = await implementation.run({
      context,
      arguments: parsed.arguments,
      options: parsed.options,
    });
    return interrupt.byUser ? exitStatus.interrupted : status;
  } finally {
    await end();
    interrupt.release();
  }
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

function usageDocument(): string {
  return `${JSON.stringify({ schema: "itom.error/1", code: "USAGE", message: "wrong use of the command line", hint: "itom COMMAND --help shows examples" })}\n`;
}

function packageVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
