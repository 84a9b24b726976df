import type { Sample, SampleValue } from "./samples.js";

/** One value of a check over a stretch of time. */
export interface ValueHistory {
  readonly label: string;
  readonly unit: string;
  /** Results that have it. */
  readonly n: number;
  readonly last: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  /** Its mean in each part of the stretch, null where there is none. */
  readonly line: readonly (number | null)[];
}

/** Every value that any result has, in the order in which they first came. */
export function summariseValues(
  samples: readonly Sample[],
  buckets: readonly (readonly Sample[])[],
): ValueHistory[] {
  const names = new Map<string, SampleValue[]>();
  for (const { values } of samples) {
    for (const value of values) {
      const known = names.get(nameOf(value));
      if (known) known.push(value);
      else names.set(nameOf(value), [value]);
    }
  }
  const lines = buckets.map((bucket) => meansByName(bucket));
  return [...names].flatMap(([name, values]) => {
    const [last] = values.slice(-1);
    if (!last) return [];
    const { label, unit } = last;
    return [
      {
        label,
        unit,
        n: values.reduce((sum, { n }) => sum + n, 0),
        last: last.value,
        min: values.reduce((least, { min }) => Math.min(least, min), Infinity),
        max: values.reduce((most, { max }) => Math.max(most, max), -Infinity),
        mean: meanOf(values),
        p50: weighted(values, 0.5, ({ p50 }) => p50),
        p95: weighted(values, 0.95, ({ p95 }) => p95),
        line: lines.map((line) => line.get(name) ?? null),
      },
    ];
  });
}

function nameOf({ label, unit }: SampleValue): string {
  return `${label}\u0000${unit}`;
}

function meansByName(bucket: readonly Sample[]): Map<string, number> {
  const sums = new Map<string, SampleValue[]>();
  for (const { values } of bucket) {
    for (const value of values) {
      const known = sums.get(nameOf(value));
      if (known) known.push(value);
      else sums.set(nameOf(value), [value]);
    }
  }
  return new Map([...sums].map(([name, values]) => [name, meanOf(values)]));
}

function meanOf(values: readonly SampleValue[]): number {
  const count = values.reduce((sum, { n }) => sum + n, 0);
  const total = values.reduce((sum, { n, value }) => sum + n * value, 0);
  return Number((total / count).toPrecision(4));
}

/** The percentile by nearest rank, where each counts as many times as the results that it stands for. */
function weighted(values: readonly SampleValue[], share: number, of: (value: SampleValue) => number): number {
  const sorted = values.toSorted((a, b) => of(a) - of(b));
  const rank = share * sorted.reduce((sum, { n }) => sum + n, 0);
  let passed = 0;
  for (const value of sorted) {
    passed += value.n;
    if (passed >= rank) return of(value);
  }
  return Number.NaN;
}
