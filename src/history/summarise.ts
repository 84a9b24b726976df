import type { Gathered } from "./gather.js";
import { samplesOf, worstOf, type Sample } from "./samples.js";
import { summariseValues, type ValueHistory } from "./summarise-values.js";

export interface StateChange {
  /** ISO 8601. */
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly summary?: string;
}

/** One check over a stretch of time. */
export interface CheckHistory {
  readonly host?: string;
  readonly service?: string;
  readonly check: string;
  readonly type: string;
  readonly results: number;
  /** Some of it is left only by the hour or by the day, so that percentiles are near and changes may be missing. */
  readonly rolledUp: boolean;
  /** Results by state. */
  readonly states: Readonly<Record<string, number>>;
  /** The state of the last result. */
  readonly state: string;
  readonly changes: readonly StateChange[];
  /** The worst state in each of equal parts of the stretch, null where nothing was observed. */
  readonly bar: readonly (string | null)[];
  readonly values: readonly ValueHistory[];
}

export interface Stretch {
  readonly from: Date;
  readonly to: Date;
  /** Into how many equal parts bar and sparklines divide it. */
  readonly parts: number;
}

/** Sums one check up; undefined where it has no result in the stretch. Pure. */
export function summariseCheck(gathered: Gathered, stretch: Stretch): CheckHistory | undefined {
  const samples = samplesOf(gathered, stretch.from, stretch.to);
  const last = samples[samples.length - 1];
  const identity = gathered.results.at(-1) ?? gathered.rollUps.at(-1);
  if (!last || !identity) return undefined;
  const { host, service, check, type } = identity;
  const buckets = divide(samples, stretch);
  return {
    ...(host !== undefined && { host }),
    ...(service !== undefined && { service }),
    check,
    type,
    results: samples.reduce((sum, { n }) => sum + n, 0),
    rolledUp: samples.some(({ result }) => !result),
    states: countStates(samples),
    state: last.state,
    changes: changesOf(samples),
    bar: buckets.map((bucket) => (bucket.length === 0 ? null : worstOf(bucket.map(({ state }) => state)))),
    values: summariseValues(samples, buckets),
  };
}

function divide(samples: readonly Sample[], { from, to, parts }: Stretch): Sample[][] {
  const buckets = Array.from({ length: parts }, (): Sample[] => []);
  const length = Math.max(1, to.getTime() - from.getTime()) / parts;
  for (const sample of samples) {
    buckets[Math.min(parts - 1, Math.floor((sample.at - from.getTime()) / length))]?.push(sample);
  }
  return buckets;
}

function countStates(samples: readonly Sample[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { states } of samples) {
    for (const [state, count] of Object.entries(states)) counts[state] = (counts[state] ?? 0) + count;
  }
  return counts;
}

/** Between results only: of a roll-up nobody knows the order any more. */
function changesOf(samples: readonly Sample[]): StateChange[] {
  const changes: StateChange[] = [];
  let before: string | undefined;
  for (const { at, state, result } of samples) {
    if (result && before !== undefined && before !== state) {
      const summary = result.summary === undefined ? {} : { summary: result.summary };
      changes.push({ at: new Date(at).toISOString(), from: before, to: state, ...summary });
    }
    before = result ? state : undefined;
  }
  return changes;
}
