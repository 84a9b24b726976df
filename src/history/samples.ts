import type { Gathered } from "./gather.js";

/** One result, or one roll-up that stands for `n`. Times in ms since 1970. */
export interface Sample {
  readonly of: "result" | "hour" | "day";
  readonly at: number;
  readonly n: number;
  /** The worst of a roll-up. */
  readonly state: string;
  /** Absent for a roll-up. */
  readonly result?: { readonly durationMs: number; readonly hard: boolean; readonly summary?: string };
  readonly states: Readonly<Record<string, number>>;
  readonly values: readonly SampleValue[];
}

export interface SampleValue {
  readonly label: string;
  readonly unit: string;
  readonly n: number;
  /** The value itself, or the mean. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly p50: number;
  readonly p95: number;
}

/** Worst first, as everywhere (src/checks/states.ts). */
const worstFirst = ["CRITICAL", "UNREACHABLE", "UNKNOWN", "WARNING", "OK"];

export function worstOf(states: Iterable<string>): string {
  const all = new Set(states);
  // A word that this itom does not know is never taken for a good one.
  for (const state of all) if (!worstFirst.includes(state)) return "UNKNOWN";
  return worstFirst.find((state) => all.has(state)) ?? "UNKNOWN";
}

/** All that there is of a check from `from` up to `to`, in the order of time. */
export function samplesOf(gathered: Gathered, from: Date, to: Date): Sample[] {
  const samples: Sample[] = [];
  for (const part of gathered.results) {
    part.at.forEach((at, index) => {
      const summary = part.summaries.get(index);
      const state = part.states[index] ?? "UNKNOWN";
      samples.push({
        of: "result",
        at,
        n: 1,
        state,
        states: { [state]: 1 },
        result: {
          durationMs: part.durations[index] ?? 0,
          hard: !part.soft.has(index),
          ...(summary !== undefined && { summary }),
        },
        values: part.values.flatMap(({ label, unit }, column) => {
          const value = part.columns[column]?.[index] ?? null;
          if (value === null) return [];
          return [{ label, unit, n: 1, value, min: value, max: value, p50: value, p95: value }];
        }),
      });
    });
  }
  samples.push(...gathered.rollUps.map(rolledUp));
  const [first, last] = [from.getTime(), to.getTime()];
  return samples.filter(({ at }) => at >= first && at <= last).sort((a, b) => a.at - b.at);
}

const nothing = { n: 0, mean: null, min: null, max: null, p50: null, p95: null };

function rolledUp({ of, at, states, values, statistics }: Gathered["rollUps"][number]): Sample {
  return {
    of,
    at,
    n: Object.values(states).reduce((sum, count) => sum + count, 0),
    state: worstOf(Object.keys(states)),
    states,
    values: values.flatMap(({ label, unit }, index) => {
      const { n, mean, min, max, p50, p95 } = statistics[index] ?? nothing;
      if (mean === null || min === null || max === null || p50 === null || p95 === null) return [];
      return [{ label, unit, n, value: mean, min, max, p50, p95 }];
    }),
  };
}
