import type { PlannedCheck, SectionOutput } from "../contract.js";

/** What a verdict was made from, for `--explain`. */
export interface Evidence {
  /** Where the session really led, and how long it took to open. */
  readonly session?: { readonly description: string; readonly connectMs: number };
  readonly script?: string;
  readonly output?: SectionOutput;
  /** What a probe saw. */
  readonly observation?: unknown;
}

export type EvidenceListener = (check: PlannedCheck, evidence: Evidence) => void;
