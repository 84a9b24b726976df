import { Chalk } from "chalk";
import { runCommandLine } from "../../src/cli/run-command-line.js";
import { colourLevel } from "../../src/terminal/colour-level.js";
import type { OutputStream, Terminal } from "../../src/terminal/terminal.js";

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  /** Whether stdin, stdout and stderr are a terminal; false where not given. */
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly now?: () => Date;
  /** Stands for Ctrl-C. */
  readonly signal?: AbortSignal;
}

export interface CliResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line inside the test's process and records what it wrote. */
export async function runCli(argv: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const written = { stdout: "", stderr: "" };
  const env = options.env ?? { PATH: process.env["PATH"], HOME: "/nonexistent" };
  const isTTY = options.isTTY ?? false;
  const stream = (name: "stdout" | "stderr"): OutputStream => ({
    isTTY,
    columns: options.columns ?? 80,
    write: (text) => {
      written[name] += text;
    },
  });
  const terminal = (colour: boolean | undefined): Terminal => ({
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    stdinIsTTY: isTTY,
    colours: async () => new Chalk({ level: colourLevel(colour, env, isTTY) }),
    readStdin: async () => Buffer.from(options.stdin ?? ""),
  });
  const status = await runCommandLine(argv, {
    terminal,
    env,
    cwd: options.cwd ?? process.cwd(),
    version: "0.0.0-test",
    now: options.now ?? (() => new Date()),
    stop: async () => {
      const signal = options.signal ?? new AbortController().signal;
      return {
        signal,
        get byUser() {
          return signal.aborted;
        },
        release: () => undefined,
      };
    },
  });
  return { status, ...written };
}
