import type { CheckResult } from "../../checks/index.js";

/** One run of checks, as every format gets it. */
export interface CheckReport {
  readonly results: readonly CheckResult[];
  readonly startedAt: Date;
  readonly durationMs: number;
}

/** One way to write a report down: one file in `formats/` and one line in its registry. */
export interface CheckFormat {
  readonly name: string;
  readonly summary: string;
  /** Pure: a report in, the whole text out. */
  render(report: CheckReport): string;
}
