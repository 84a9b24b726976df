import type { StoredResult } from "../../ports/check-store.js";
import { checkKey, declare, sameDeclaration, type Declaration } from "./key.js";
import type { Status, StatusEntry } from "./status-kind.js";

/** What one `record` writes. */
export interface Merged {
  readonly status: Status;
  readonly declarations: readonly Declaration[];
  /** The declaration's key of each result. */
  readonly keys: readonly string[];
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
  for (const result of results) {
    const key = checkKey(result);
    const last = checks[key];
    let k = last && sameDeclaration(last, result) ? last.k : undefined;
    if (k === undefined) {
      const declaration = declare(result);
      declarations.push(declaration);
      k = declaration.k;
    }
    keys.push(k);
    checks[key] = nextEntry(last, result, k);
  }
  return { status: { day, checks }, declarations, keys };
}

export function withoutKey({ k: _k, ...entry }: StatusEntry): StatusEntry {
  return entry;
}

function nextEntry(last: StatusEntry | undefined, result: StoredResult, k: string): StatusEntry {
  if (!last) return { ...stored(result), since: result.startedAt, k };
  if (last.state !== result.state) {
    return { ...stored(result), since: result.startedAt, previous: last.state, k };
  }
  // After the clock was set back a state can't have begun in the future.
  const since = last.since < result.startedAt ? last.since : result.startedAt;
  return {
    ...stored(result),
    since,
    ...(last.previous !== undefined && { previous: last.previous }),
    k,
  };
}

const maxSummary = 500;

/** Only the port's fields, whatever else the caller's object has; the summary is bounded. */
function stored(result: StoredResult): StoredResult {
  return {
    ...(result.host !== undefined && { host: result.host }),
    ...(result.service !== undefined && { service: result.service }),
    check: result.check,
    type: result.type,
    state: result.state,
    hard: result.hard,
    summary: result.summary.slice(0, maxSummary),
    values: result.values.map(({ label, value, unit }) => ({ label, value, unit })),
    startedAt: result.startedAt,
    durationMs: result.durationMs,
  };
}
