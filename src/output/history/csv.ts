import { samplesOf, targetName, type Gathered, type Sample, type SampleValue } from "../../history/index.js";
import { csvText } from "../csv.js";

const columns = [
  "time",
  "of",
  "target",
  "check",
  "type",
  "state",
  "hard",
  "durationMs",
  "label",
  "unit",
  "value",
  "n",
  "min",
  "max",
  "p50",
  "p95",
  "summary",
];

/** One row a value, and one for a result without any; a roll-up is a row with its mean as the value. */
export function renderHistoryCsv(checks: readonly Gathered[], from: Date, to: Date): string {
  const rows = checks.flatMap((gathered) => {
    const identity = gathered.results[0] ?? gathered.rollUps[0];
    if (!identity) return [];
    const head = [targetName(identity), identity.check, identity.type];
    return samplesOf(gathered, from, to).flatMap((sample) => {
      const values = sample.values.length > 0 ? sample.values : [undefined];
      return values.map((value) => row(sample, head, value));
    });
  });
  return csvText([columns, ...rows]);
}

function row(sample: Sample, head: readonly string[], value: SampleValue | undefined): string[] {
  const { of, at, state, result, n } = sample;
  const numbers = value
    ? [value.value, value.n, value.min, value.max, value.p50, value.p95].map(String)
    : ["", String(n), "", "", "", ""];
  return [
    new Date(at).toISOString(),
    of,
    ...head,
    state,
    result ? String(result.hard) : "",
    result ? String(result.durationMs) : "",
    value?.label ?? "",
    value?.unit ?? "",
    ...numbers,
    result?.summary ?? "",
  ];
}
