import type { HistoryColumns, RollUp, Statistics } from "../../ports/history-store.js";
import { mean, percentile } from "../../lib/statistics.js";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Sums results up by hour or by day (UTC). Pure. */
export function rollUp(part: HistoryColumns, of: RollUp["of"]): RollUp[] {
  const length = of === "hour" ? hourMs : dayMs;
  const buckets = new Map<number, number[]>();
  part.at.forEach((at, index) => {
    const start = Math.floor(at / length) * length;
    const bucket = buckets.get(start);
    if (bucket) bucket.push(index);
    else buckets.set(start, [index]);
  });
  const { host, service, check, type, values } = part;
  const identity = { ...(host !== undefined && { host }), ...(service !== undefined && { service }) };
  return [...buckets]
    .sort(([a], [b]) => a - b)
    .map(([at, indexes]) => ({
      ...identity,
      check,
      type,
      values,
      of,
      at,
      states: countStates(part, indexes),
      statistics: part.columns.map((column) => statisticsOf(indexes.map((index) => column[index] ?? null))),
    }));
}

function countStates({ states }: HistoryColumns, indexes: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const index of indexes) {
    const state = states[index] ?? "UNKNOWN";
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

function statisticsOf(values: readonly (number | null)[]): Statistics {
  const numbers = values.flatMap((value) => (value === null ? [] : [value])).sort((a, b) => a - b);
  return {
    n: numbers.length,
    min: short(numbers[0]),
    max: short(numbers[numbers.length - 1]),
    mean: short(mean(numbers)),
    p50: short(percentile(numbers, 0.5)),
    p95: short(percentile(numbers, 0.95)),
  };
}

/** Three digits are enough of a number that stands for many. */
function short(value: number | undefined): number | null {
  return value === undefined ? null : Number(value.toPrecision(3));
}
