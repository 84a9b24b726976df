import type { StoredResult } from "../../ports/check-store.js";
import { encodeRuns } from "../../lib/run-length.js";
import { boundedValues } from "../checks/key.js";
import { maxLineBytes, type JournalRecord } from "../journal/line.js";
import type { CheckList } from "./list.js";
import { shortNumber } from "./short-number.js";

/** A result with what history keeps of its summary. */
export interface KeptResult {
  readonly result: StoredResult;
  readonly summary?: string | undefined;
}

const maxSummary = 200;
/** Room for the checksum, and for what a character of two or three bytes adds. */
const safeLength = maxLineBytes / 3 - 100;

/**
 * The lines that hold one run's results of a list, in its order: one, or more where it gets too long. `n` is then the place in
 * the list at which a line starts.
 */
export function runLines(list: CheckList, kept: readonly KeptResult[], from = 0): JournalRecord[] {
  const line = runLine(list, kept, from);
  if (kept.length <= 1 || JSON.stringify(line).length <= safeLength) return [line];
  const middle = kept.length >> 1;
  return [
    ...runLines(list, kept.slice(0, middle), from),
    ...runLines(list, kept.slice(middle), from + middle),
  ];
}

function runLine({ l }: CheckList, kept: readonly KeptResult[], from: number): JournalRecord {
  const seconds = kept.map(({ result }) => Math.floor(Date.parse(result.startedAt) / 1000));
  const first = seconds.reduce((least, second) => Math.min(least, second), Infinity);
  const offsets = seconds.map((second) => second - first);
  const soft = kept.flatMap(({ result }, index) => (result.hard ? [] : [index]));
  const summaries = kept.flatMap(({ summary }, index): [string, string][] =>
    summary === undefined ? [] : [[String(index), summary.slice(0, maxSummary)]],
  );
  return {
    l,
    ...(from > 0 && { n: from }),
    t: first,
    ...(offsets.some((offset) => offset > 0) && { o: offsets }),
    s: encodeRuns(kept.map(({ result }) => result.state)),
    ...(soft.length > 0 && { soft }),
    d: kept.map(({ result }) => Math.round(result.durationMs)),
    v: kept.map(({ result }) => boundedValues(result).map(({ value }) => shortNumber(value))),
    ...(summaries.length > 0 && { m: Object.fromEntries(summaries) }),
  };
}
