import { keyOfResult, type CheckResult } from "../checks/index.js";

/** What one check was like before the deploy. */
export interface BaselineCheck {
  readonly state: string;
  /** Response times in seconds, one a round. */
  readonly times: readonly number[];
}

/** The state of everything ahead of a change, to be compared with after it. */
export interface Baseline {
  readonly schema: "itom.gate.baseline/1";
  readonly savedAt: string;
  /** By `host/check` or `service:NAME/check`. */
  readonly checks: Readonly<Record<string, BaselineCheck>>;
}

/** Fewer samples than this prove nothing about a response time. */
export const fewestSamples = 5;

/** The response time that a result measured, in seconds; undefined where its type measures none. */
export function timeOf(result: CheckResult): number | undefined {
  const value = result.values.find(
    ({ label, unit }) => unit === "s" && /^(time|total|rtt|response)/.test(label),
  );
  return value?.value ?? undefined;
}

/** Folds the rounds of one run into a baseline: the last state of each check, and every time it took. */
export function makeBaseline(rounds: readonly (readonly CheckResult[])[], now: Date): Baseline {
  const checks: Record<string, { state: string; times: number[] }> = {};
  for (const result of rounds.flat()) {
    const entry = (checks[keyOfResult(result)] ??= { state: result.state, times: [] });
    entry.state = result.state;
    const time = timeOf(result);
    if (time !== undefined) entry.times.push(time);
  }
  return { schema: "itom.gate.baseline/1", savedAt: now.toISOString(), checks };
}

export function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}
