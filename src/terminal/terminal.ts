import type { ChalkInstance } from "chalk";

/** One output stream, as little of it as itom needs, so that tests can record it. */
export interface OutputStream {
  readonly isTTY: boolean;
  /** Columns of the terminal; 80 where unknown. */
  readonly columns: number;
  write(text: string): void;
}

/** The person's or program's side of itom. Results go to stdout, all else to stderr. */
export interface Terminal {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly stdinIsTTY: boolean;
  /** Colours for stdout; writes none where NO_COLOR, a pipe or `--no-color` says so. */
  colours(): Promise<ChalkInstance>;
  /** All of standard input. */
  readStdin(): Promise<Buffer>;
}
