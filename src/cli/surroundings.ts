import type { Terminal } from "../terminal/terminal.js";

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
  readonly stop: (timeoutMs: number | undefined) => Promise<Stop>;
}
