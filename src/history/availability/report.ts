import type { Interval } from "../../inventory/index.js";
import { burnRates, type BurnRate } from "./burn-rate.js";
import { availabilityOf, badTime, budgetOf, totalsOf, type Budget, type Totals } from "./measure.js";
import { basisOf, keysOf, timelineOfSubject, type Sources, type Subject } from "./subject.js";
import { gapFactor } from "./timeline.js";

/** Of how much of the time something must be known before an objective counts as met. */
export const enoughObserved = 0.9;

export type Verdict = "met" | "missed" | "inconclusive";

export interface AvailabilityOf {
  readonly host?: string;
  readonly service?: string;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** What it is made of: its own checks, or those of what it depends on. */
  readonly basis: "checks" | "depends_on";
  readonly checks: number;
  /** In percent; null where nothing that counts was observed. */
  readonly availability: number | null;
  /** In milliseconds. */
  readonly time: Totals;
  /** Share of the time without planned downtime in which something was known, 0 to 1. */
  readonly observed: number;
  /** The usual time between two results of one check, and the longest that counts as observed, in ms. */
  readonly intervalMs: number | null;
  readonly gapMs: number | null;
  /** Part of it comes from roll-ups by hour or day. */
  readonly rolledUp: boolean;
  readonly objective?: number;
  readonly verdict: Verdict | "none";
  readonly budget?: Budget;
  readonly burn: readonly BurnRate[];
}

interface Question {
  readonly subject: Subject;
  /** What is reported on; the sources' stretch holds it, and the three days before its end. */
  readonly period: Interval;
  /** In percent. */
  readonly objective?: number;
}

/** The availability of one host or service. Pure. */
export function reportAvailability(
  { subject, period, objective }: Question,
  sources: Sources,
): AvailabilityOf {
  const timeline = timelineOfSubject(subject, sources);
  const time = totalsOf(timeline, period.from, period.to);
  const observedChecks = [...keysOf(subject, sources)].flatMap((key) => sources.observed.get(key) ?? []);
  const intervals = observedChecks.map(({ intervalMs }) => intervalMs).sort((a, b) => a - b);
  const intervalMs = intervals[Math.floor(intervals.length / 2)] ?? null;
  const availability = availabilityOf(time);
  const samplesIn = (from: number, to: number): number => {
    const count = observedChecks.reduce(
      (sum, { at }) => sum + at.filter((one) => one > from && one <= to).length,
      0,
    );
    return observedChecks.length === 0 ? 0 : Math.floor(count / observedChecks.length);
  };
  const share = (objective ?? 0) / 100;
  return {
    ...subject,
    from: new Date(period.from).toISOString(),
    to: new Date(period.to).toISOString(),
    basis: basisOf(subject, sources.checksOf),
    checks: keysOf(subject, sources).size,
    availability: availability === undefined ? null : availability * 100,
    time,
    observed: observedShare(time),
    intervalMs,
    gapMs: intervalMs === null ? null : intervalMs * gapFactor,
    rolledUp: observedChecks.some(({ rolledUp }) => rolledUp),
    ...(objective !== undefined && { objective, budget: budgetOf(time, share) }),
    verdict: verdictOf(time, objective),
    burn: objective === undefined ? [] : burnRates(timeline, share, period.to, samplesIn),
  };
}

function observedShare(time: Totals): number {
  const known = time.up + badTime(time);
  return known + time.unobserved === 0 ? 0 : known / (known + time.unobserved);
}

/** What is spent is spent, however little was observed; that an objective is met needs to be known. */
function verdictOf(time: Totals, objective: number | undefined): Verdict | "none" {
  if (objective !== undefined && budgetOf(time, objective / 100).leftMs < 0) return "missed";
  if (observedShare(time) < enoughObserved) return "inconclusive";
  return objective === undefined ? "none" : "met";
}
