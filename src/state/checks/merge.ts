import type { StoredResult } from "../../ports/check-store.js";
import { checkKey, declare, sameDeclaration, type Declaration } from "./key.js";
import type { Status, StatusEntry } from "./status-kind.js";

/** What one `record` writes. */
export interface Merged {
  readonly status: Status;
  readonly declarations: readonly Declaration[];
  /** The declaration's key of each result. */
  readonly keys: readonly string[];
  /** What history keeps of each result's summary. */
  readonly summaries: readonly (string | undefined)[];
  /** Lists that the day's history holds already. */
  readonly knownLists: ReadonlySet<string>;
}

/** Puts new results over the present states. `isNew`: the day's history holds no declarations yet. */
export function mergeResults(
  before: Status | undefined,
  results: readonly StoredResult[],
  day: string,
  isNew: boolean,
): Merged {
  const forget = isNew || before?.day !== day;
  const checks: Record<string, StatusEntry> = {};
  for (const [key, entry] of Object.entries(before?.checks ?? {})) {
    checks[key] = forget ? withoutKey(entry) : entry;
  }
  const declarations: Declaration[] = [];
  const keys: string[] = [];
  const summaries: (string | undefined)[] = [];
  for (const result of results) {
    const key = checkKey(result);
    const last = checks[key];
    let k = knownKey(last, result);
    if (k === undefined) {
      const declaration = declare(result);
      k = declaration.k;
      // A check whose values come back after a failure is still declared as it was.
      if (last?.k !== k) declarations.push(declaration);
    }
    keys.push(k);
    summaries.push(keptSummary(last, result));
    checks[key] = nextEntry(last, result, k);
  }
  const knownLists = new Set(forget ? [] : before.lists);
  return { status: { day, checks }, declarations, keys, summaries, knownLists };
}

/** The key under which the day's history declares the check already. A result without values fits every one. */
function knownKey(last: StatusEntry | undefined, result: StoredResult): string | undefined {
  if (last?.k === undefined || last.type !== result.type) return undefined;
  return result.values.length === 0 || sameDeclaration(last, result) ? last.k : undefined;
}

/** A summary where the state changed, or is bad for another reason than before; numbers in it are in the values. */
function keptSummary(last: StatusEntry | undefined, result: StoredResult): string | undefined {
  const { state, hard, summary } = result;
  if (state === "OK") return last && last.state !== "OK" ? summary : undefined;
  // An entry without a key is of another day: each day's history tells its reasons itself.
  const isNews = last?.k === undefined || last.state !== state || last.hard !== hard;
  return isNews || withoutNumbers(last.summary) !== withoutNumbers(summary) ? summary : undefined;
}

function withoutNumbers(text: string): string {
  return text.replaceAll(/\d+/g, "0");
}

export function withoutKey({ k: _k, ...entry }: StatusEntry): StatusEntry {
  return entry;
}

const maxSummary = 500;

/** Only the port's fields, whatever else the caller's object has; the summary is bounded. */
function nextEntry(last: StatusEntry | undefined, result: StoredResult, k: string): StatusEntry {
  // Filled in place: thousands of spreads would cost more than the rest of the run.
  const entry: Mutable<StatusEntry> = {
    check: result.check,
    type: result.type,
    state: result.state,
    hard: result.hard,
    summary: result.summary.slice(0, maxSummary),
    values: result.values.map(({ label, value, unit }) => ({ label, value, unit })),
    startedAt: result.startedAt,
    durationMs: result.durationMs,
    since: sinceWhen(last, result),
    k,
  };
  if (result.host !== undefined) entry.host = result.host;
  if (result.service !== undefined) entry.service = result.service;
  if (result.memory !== undefined) entry.memory = result.memory;
  const previous = last?.state === result.state ? last.previous : last?.state;
  if (previous !== undefined) entry.previous = previous;
  return entry;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** After the clock was set back a state can't have begun in the future. */
function sinceWhen(last: StatusEntry | undefined, { state, startedAt }: StoredResult): string {
  return last?.state === state && last.since < startedAt ? last.since : startedAt;
}
