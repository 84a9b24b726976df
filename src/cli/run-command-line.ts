import type { Terminal } from "../terminal/terminal.js";
import { createContext } from "./context/create-context.js";
import { exitStatus, type ExitStatus } from "./exit-status.js";
import { parseGlobal } from "./parse-global.js";
import { parseCommandLine, type ParsedCommandLine } from "./program.js";
import { reportError } from "./report-error.js";

/** Who may stop a run, and when it must stop. */
export interface Stop {
  readonly signal: AbortSignal;
  /** Ctrl-C and its kind, and not the time limit. */
  readonly byUser: boolean;
  release(): void;
}

/** The world that a command line runs in: the process's own, or a test's. */
export interface Surroundings {
  /** `colour` is false for `--no-color`, else undefined. */
  readonly terminal: (colour: boolean | undefined) => Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly version: string;
  readonly now: () => Date;
  readonly stop: (timeoutMs: number | undefined) => Stop;
}

/** Runs one command line; the one place that turns whatever happens into an exit status. */
export async function runCommandLine(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const mode = { json: argv.includes("--json"), verbose: argv.includes("-v") || argv.includes("--verbose") };
  const terminal = surroundings.terminal(undefined);
  let complaint = "";
  try {
    const answer = await parseCommandLine(argv, {
      out: (text) => terminal.stdout.write(text),
      err(text) {
        complaint += text;
        if (!mode.json) terminal.stderr.write(text);
      },
      version: surroundings.version,
    });
    if ("parsed" in answer) return await runCommand(answer.parsed, surroundings);
    if (mode.json && answer.status !== 0) terminal.stdout.write(usageDocument(complaint));
    return answer.status;
  } catch (error) {
    return reportError(error, terminal, mode);
  }
}

async function runCommand(parsed: ParsedCommandLine, surroundings: Surroundings): Promise<ExitStatus> {
  const { env, cwd, version, now } = surroundings;
  const stdinIsTTY = surroundings.terminal(undefined).stdinIsTTY;
  const global = parseGlobal(parsed.options, env, stdinIsTTY);
  const stop = surroundings.stop(global.timeoutMs);
  const terminal = surroundings.terminal(global.colour);
  const { context, end } = createContext({ global, terminal, env, cwd, signal: stop.signal, now, version });
  try {
    const implementation = await parsed.specification.load();
    const status = await implementation.run({
      context,
      arguments: parsed.arguments,
      options: parsed.options,
    });
    return stop.byUser ? exitStatus.interrupted : status;
  } finally {
    await end();
    stop.release();
  }
}

/** Commander has said what is wrong in its first line; a bare `itom` gets the whole help instead. */
function usageDocument(complaint: string): string {
  const [, said] = /^error: (.*)$/m.exec(complaint) ?? [];
  const message = said ?? "wrong use of the command line";
  const document = {
    schema: "itom.error/1",
    code: "USAGE",
    message,
    hint: "itom COMMAND --help shows examples",
  };
  return `${JSON.stringify(document)}\n`;
}
