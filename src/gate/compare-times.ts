import { keyOfResult, type CheckResult } from "../checks/index.js";
import { fewestSamples, makeBaseline, median, type Baseline } from "./baseline.js";

/** A check that answers, but slower than before. */
export interface Slower {
  readonly check: string;
  /** Medians in seconds. */
  readonly before: number;
  readonly now: number;
}

/** Pure. Checks whose median response time is more than `factor` times the baseline's; too few samples prove nothing. */
export function findSlower(
  rounds: readonly (readonly CheckResult[])[],
  baseline: Baseline,
  factor: number,
): { readonly slower: readonly Slower[]; readonly tooFew: readonly string[] } {
  const current = makeBaseline(rounds, new Date(0)).checks;
  const slower: Slower[] = [];
  const tooFew: string[] = [];
  for (const key of new Set(rounds.flat().map(keyOfResult))) {
    const before = baseline.checks[key]?.times ?? [];
    const now = current[key]?.times ?? [];
    if (before.length === 0 || now.length === 0) continue;
    if (before.length < fewestSamples || now.length < fewestSamples) tooFew.push(key);
    else compare(key, before, now, factor, slower);
  }
  return { slower, tooFew };
}

function compare(
  key: string,
  before: readonly number[],
  now: readonly number[],
  factor: number,
  slower: Slower[],
): void {
  const [a, b] = [median(before), median(now)];
  if (a !== undefined && b !== undefined && b > a * factor) slower.push({ check: key, before: a, now: b });
}
