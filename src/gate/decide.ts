import type { Verdict } from "./judge-round.js";
import type { GateRules } from "./rules.js";

/** What the rounds so far have shown. */
export interface GateProgress {
  /** Good rounds in a row up to now. */
  readonly passes: number;
  /** When the present row of good rounds began, in milliseconds since the gate began. */
  readonly goodSinceMs: number | undefined;
}

export const noProgress: GateProgress = { passes: 0, goodSinceMs: undefined };

export type GateStep =
  | { readonly done: true; readonly verdict: Verdict; readonly why: string }
  | { readonly done: false; readonly progress: GateProgress };

/**
 * Pure. What follows from one more round that ended `elapsedMs` after the gate began: a verdict, or another round.
 * `--for` alone fails at the first bad round; `--within` gives bad rounds time to become good.
 */
export function decideGate(
  before: GateProgress,
  round: { readonly verdict: Verdict; readonly why: string; readonly elapsedMs: number },
  rules: GateRules,
): GateStep {
  const { verdict, why, elapsedMs } = round;
  const nextMs = elapsedMs + rules.intervalMs;
  if (verdict !== "pass") {
    if (rules.withinMs > 0 && nextMs <= rules.withinMs) return { done: false, progress: noProgress };
    return { done: true, verdict, why };
  }
  const passes = before.passes + 1;
  const goodSinceMs = before.goodSinceMs ?? elapsedMs;
  const stayed = elapsedMs - goodSinceMs >= rules.forMs;
  if (passes >= rules.consecutive && stayed) return { done: true, verdict: "pass", why };
  if (rules.withinMs > 0 && nextMs > rules.withinMs)
    return { done: true, verdict: "inconclusive", why: notLongEnough(passes, rules) };
  return { done: false, progress: { passes, goodSinceMs } };
}

function notLongEnough(passes: number, rules: GateRules): string {
  const need =
    rules.forMs > 0 ? `${rules.forMs / 1_000} s of good rounds are` : `${rules.consecutive} in a row are`;
  return `time is up after ${passes} good ${passes === 1 ? "round" : "rounds"} in a row; ${need} needed`;
}
