import { join } from "node:path";
import type { HistoryResult, StoredResult } from "../../ports/check-store.js";
import type { FileSystem } from "../file-system.js";
import type { Journal } from "../journal/append.js";
import type { JournalRecord } from "../journal/line.js";
import { readJournal, type JournalReport } from "../journal/read.js";

const schema = 1;

export function historyFolder(directory: string): string {
  return join(directory, "checks", "history");
}

/** The journal of one day in UTC, `2026-11-28`. */
export function historyJournal(directory: string, day: string): Journal {
  return { path: join(historyFolder(directory), `${day}.jsonl`), schema };
}

export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/**
 * A result as a short line: `k` the declaration's key, `t` when it started (ms since 1970), `s` the state, `d` how long it took
 * (ms), `v` the values, `soft` and the summary `m` only where they say something.
 */
export function historyLine(result: StoredResult, k: string): JournalRecord {
  return {
    k,
    t: Date.parse(result.startedAt),
    s: result.state,
    d: Math.round(result.durationMs),
    ...(result.values.length > 0 && { v: result.values.map(({ value }) => value) }),
    ...(!result.hard && { soft: true }),
    ...(result.state !== "OK" && { m: result.summary.slice(0, 200) }),
  };
}

/** What a day's history holds, and what in it could not be read; `lost` counts results whose declaration is gone. */
export async function readHistory(
  files: FileSystem,
  directory: string,
  day: string,
  take: (result: HistoryResult) => void,
): Promise<JournalReport & { readonly lost: number }> {
  const declarations = new Map<string, JournalRecord>();
  let lost = 0;
  const report = await readJournal(files, historyJournal(directory, day), (record) => {
    const k = String(record["k"]);
    if ("check" in record) {
      declarations.set(k, record);
      return;
    }
    const result = toResult(declarations.get(k), record);
    if (result) take(result);
    else lost += 1;
  });
  return { ...report, lost };
}

function toResult(declaration: JournalRecord | undefined, record: JournalRecord): HistoryResult | undefined {
  if (!declaration) return undefined;
  const { t, s, d, v, m, soft } = record;
  const { host, service, check, type, values } = declaration;
  if (typeof t !== "number" || !Number.isFinite(t) || typeof s !== "string") return undefined;
  const numbers = Array.isArray(v) ? v : [];
  const labels = Array.isArray(values) ? values : [];
  return {
    ...(typeof host === "string" && { host }),
    ...(typeof service === "string" && { service }),
    check: String(check),
    type: String(type),
    state: s,
    hard: soft !== true,
    values: labels.map((pair: unknown, index) => {
      const [label, unit] = Array.isArray(pair) ? pair : [];
      const value: unknown = numbers[index];
      return { label: String(label), value: typeof value === "number" ? value : null, unit: String(unit) };
    }),
    startedAt: new Date(t).toISOString(),
    durationMs: typeof d === "number" ? d : 0,
    ...(typeof m === "string" && { summary: m }),
  };
}
