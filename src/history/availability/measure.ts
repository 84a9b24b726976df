import type { Kind, Segment } from "./timeline.js";

/** Milliseconds by kind. */
export type Totals = Readonly<Record<Kind, number>>;

export function totalsOf(timeline: readonly Segment[], from: number, to: number): Totals {
  const totals: Record<Kind, number> = { up: 0, down: 0, unreachable: 0, planned: 0, unobserved: 0 };
  for (const segment of timeline) {
    totals[segment.kind] += Math.max(0, Math.min(segment.to, to) - Math.max(segment.from, from));
  }
  return totals;
}

/** Bad time: nobody was served, as far as we could see. */
export function badTime({ down, unreachable }: Totals): number {
  return down + unreachable;
}

/** The share of the time that counts in which it was up: neither what was planned nor what was not observed; undefined without any. */
export function availabilityOf(totals: Totals): number | undefined {
  const counted = totals.up + badTime(totals);
  return counted === 0 ? undefined : totals.up / counted;
}

export interface Budget {
  readonly totalMs: number;
  readonly spentMs: number;
  /** Below zero where more was spent than there was. */
  readonly leftMs: number;
}

/** How much of a period may be bad under an objective (0 to 1), and how much was. */
export function budgetOf(totals: Totals, objective: number): Budget {
  const spentMs = badTime(totals);
  // Planned downtime is no part of what was promised.
  const totalMs = Math.round((1 - objective) * (totals.up + spentMs + totals.unobserved));
  return { totalMs, spentMs, leftMs: totalMs - spentMs };
}
