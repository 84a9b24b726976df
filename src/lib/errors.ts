import type { SourcePosition } from "./position.js";

/** Why a command as a whole could not do its work; each code has one exit status (src/cli/exit-status.ts). */
export type ErrorCode =
  | "USAGE" // wrong use of the command line
  | "CONFIG" // the inventory or the configuration is wrong
  | "LOCKED" // another run holds the lock, or a passing fault
  | "UNAVAILABLE" // something could not be determined or reached
  | "STATE" // the state folder can't be read or written
  | "INTERRUPTED";

/** One finding in a file that a person wrote. */
export interface Problem {
  readonly message: string;
  readonly position?: SourcePosition;
  readonly expected?: string;
  readonly hint?: string;
}

interface ItomErrorOptions {
  readonly hint?: string | undefined;
  readonly position?: SourcePosition | undefined;
  /** All findings, where there are several; the message then sums them up. */
  readonly problems?: readonly Problem[];
  readonly cause?: unknown;
}

/** An error that a user can act on: what, why, and what to try. Anything else that is thrown is a bug. */
export class ItomError extends Error {
  override readonly name = "ItomError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly position: SourcePosition | undefined;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, message: string, options: ItomErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.position = options.position;
    this.problems = options.problems ?? [];
  }
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
