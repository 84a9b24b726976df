/** note: nothing to do; warning: no harm done, and it can be put right; damage: something that was kept can't be read. */
export type FindingSeverity = "note" | "warning" | "damage";

/** One thing found below the state folder. */
export interface StateFinding {
  readonly severity: FindingSeverity;
  /** Relative to the state folder; `.` is the folder itself. */
  readonly path: string;
  /** From 1. */
  readonly line?: number;
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
}

export interface StateReport {
  /** Absolute. */
  readonly directory: string;
  /** False where nothing was ever recorded. */
  readonly exists: boolean;
  /** Files looked into. */
  readonly files: number;
  readonly findings: readonly StateFinding[];
}

/** Looks after the state folder. Methods reject with ItomError STATE or LOCKED. */
export interface StateInspector {
  /** Reads everything, changes nothing. */
  verify(): Promise<StateReport>;
  /** Puts right what can be, keeps aside what can't be read, loses nothing; resolves with what was done, one sentence each. */
  repair(): Promise<readonly string[]>;
}
