import { decodeRuns } from "../../lib/run-length.js";
import type { JournalRecord } from "../journal/line.js";

/** One result out of a journal; plain arguments, because a day holds more than a million. `at` in ms since 1970. */
export type TakeResult<Declared> = (
  declared: Declared,
  at: number,
  state: string,
  durationMs: number,
  values: readonly unknown[],
  soft: boolean,
  summary: string | undefined,
) => void;

/**
 * Hands over each result of a run line; `find` gives the declaration at a place of its list. Resolves with how many results
 * could not be told whose they are: all of them where the line is not of the form it should have.
 */
export function takeRun<Declared>(
  line: JournalRecord,
  find: (place: number) => Declared | undefined,
  take: TakeResult<Declared>,
): number {
  const { n = 0, t, d, v, o, s, soft, m } = line;
  const count = Array.isArray(d) ? d.length : 0;
  const states = decodeRuns(s, count);
  if (count === 0 || !states || !Array.isArray(v) || typeof t !== "number" || typeof n !== "number") return 1;
  const softOnes = new Set<unknown>(Array.isArray(soft) ? soft : []);
  const offsets: readonly unknown[] = Array.isArray(o) ? o : [];
  const summaries = new Map<string, unknown>(typeof m === "object" && m !== null ? Object.entries(m) : []);
  let lost = 0;
  states.forEach((state, index) => {
    const declared = find(n + index);
    if (declared === undefined) {
      lost += 1;
      return;
    }
    const at = (t + numberOr0(offsets[index])) * 1000;
    const summary = summaries.size === 0 ? undefined : summaries.get(String(index));
    const values: unknown = v[index];
    take(
      declared,
      at,
      state,
      numberOr0(Array.isArray(d) ? d[index] : 0),
      Array.isArray(values) ? values : [],
      softOnes.has(index),
      typeof summary === "string" ? summary : undefined,
    );
  });
  return lost;
}

function numberOr0(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
