import { badTime, totalsOf } from "./measure.js";
import type { Segment } from "./timeline.js";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export interface BurnRule {
  readonly longMs: number;
  readonly shortMs: number;
  /** How many times faster than allowed the budget is spent. */
  readonly factor: number;
  readonly severity: "page" | "ticket";
}

/** The SRE workbook's ("Alerting on SLOs", table 5-8): the short window tells that it goes on. */
export const burnRules: readonly BurnRule[] = [
  { longMs: hourMs, shortMs: 5 * minuteMs, factor: 14.4, severity: "page" },
  { longMs: 6 * hourMs, shortMs: 30 * minuteMs, factor: 6, severity: "page" },
  { longMs: 24 * hourMs, shortMs: 2 * hourMs, factor: 3, severity: "ticket" },
  { longMs: 72 * hourMs, shortMs: 6 * hourMs, factor: 1, severity: "ticket" },
];

/** Fewer results than these in a window say nothing. */
export const fewestSamples = { long: 10, short: 3 } as const;

export interface BurnRate extends BurnRule {
  /** How fast the budget is spent, 1 is as fast as allowed; null where it can't be said. */
  readonly longRate: number | null;
  readonly shortRate: number | null;
  readonly longSamples: number;
  readonly shortSamples: number;
  /** Too few results, so that it stays silent whatever they say. */
  readonly tooFew: boolean;
  readonly firing: boolean;
}

/** Judges every rule at `now` (ms since 1970). `samplesIn` counts results of a stretch; `objective` is a share, 0 to 1. Pure. */
export function burnRates(
  timeline: readonly Segment[],
  objective: number,
  now: number,
  samplesIn: (from: number, to: number) => number,
): BurnRate[] {
  return burnRules.map((rule) => {
    const [longSamples, shortSamples] = [
      samplesIn(now - rule.longMs, now),
      samplesIn(now - rule.shortMs, now),
    ];
    const tooFew = longSamples < fewestSamples.long || shortSamples < fewestSamples.short;
    const longRate = tooFew ? null : rateOf(timeline, objective, now - rule.longMs, now);
    const shortRate = tooFew ? null : rateOf(timeline, objective, now - rule.shortMs, now);
    const firing = (longRate ?? 0) >= rule.factor && (shortRate ?? 0) >= rule.factor;
    return { ...rule, longRate, shortRate, longSamples, shortSamples, tooFew, firing };
  });
}

/** An objective of 100 % has no budget: any bad time burns it infinitely fast, which is written as the largest number. */
function rateOf(timeline: readonly Segment[], objective: number, from: number, to: number): number | null {
  const totals = totalsOf(timeline, from, to);
  const bad = badTime(totals);
  const counted = totals.up + bad;
  if (counted === 0) return null;
  if (bad === 0) return 0;
  return objective >= 1 ? Number.MAX_VALUE : bad / counted / (1 - objective);
}
