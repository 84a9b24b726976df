import { join } from "node:path";
import type { HistoryResult } from "../../ports/check-store.js";
import type { FileSystem } from "../file-system.js";
import { takeRun, type TakeResult } from "../history/take-run.js";
import type { Journal } from "../journal/append.js";
import type { JournalRecord } from "../journal/line.js";
import { readJournal, type JournalReport } from "../journal/read.js";

/** 1: a line a result; 2: a line a run. */
const schema = 2;

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

/** What a day's history says of a check before its results. */
export interface Declared {
  readonly k: string;
  readonly host?: string;
  readonly service?: string;
  readonly check: string;
  readonly type: string;
  readonly values: readonly { readonly label: string; readonly unit: string }[];
}

export interface HistoryReadReport extends JournalReport {
  /** Results whose declaration or list is gone. */
  readonly lost: number;
}

interface DayReading {
  readonly take: TakeResult<Declared>;
  /** Only these checks; all where absent. */
  readonly wants?: (declared: Declared) => boolean;
  /** Results in the file's first bytes are left out: they are packed already. */
  readonly skipBytes?: number;
}

/** Reads a day's journal of either schema, without an object for each result. */
export async function readDay(
  files: FileSystem,
  directory: string,
  day: string,
  { take, wants = () => true, skipBytes = 0 }: DayReading,
): Promise<HistoryReadReport> {
  const declarations = new Map<string, Declared>();
  const lists = new Map<string, readonly unknown[]>();
  const unwanted = new Set<string>();
  let lost = 0;
  const chosen: TakeResult<Declared> = (declared, ...rest) => {
    if (wants(declared)) take(declared, ...rest);
  };
  const report = await readJournal(
    files,
    historyJournal(directory, day),
    (record, _schema, to) => {
      const { k, l } = record;
      if ("check" in record) declarations.set(String(k), toDeclared(record));
      else if (typeof l === "string" && Array.isArray(k)) {
        lists.set(l, k);
        const isWanted = k.some((key) => {
          const declared = declarations.get(String(key));
          return !declared || wants(declared);
        });
        if (!isWanted) unwanted.add(l);
      } else if (to > skipBytes) lost += takeRecord(record, declarations, lists, chosen);
    },
    (text) => unwanted.has(/^\{"l":"([\w-]{10})","(?:n|t)"/.exec(text)?.[1] ?? ""),
  );
  return { ...report, lost };
}

/** What a day's history holds, and what in it could not be read. */
export async function readHistory(
  files: FileSystem,
  directory: string,
  day: string,
  take: (result: HistoryResult) => void,
): Promise<HistoryReadReport> {
  return readDay(files, directory, day, {
    take(declared, at, state, durationMs, values, soft, summary) {
      const { k: _k, values: labels, ...identity } = declared;
      take({
        ...identity,
        state,
        hard: !soft,
        values:
          values.length === 0
            ? []
            : labels.map((label, index) => ({ ...label, value: numberOrNull(values[index]) })),
        startedAt: new Date(at).toISOString(),
        durationMs,
        ...(summary !== undefined && { summary }),
      });
    },
  });
}

/** Returns how many results are lost. */
function takeRecord(
  record: JournalRecord,
  declarations: ReadonlyMap<string, Declared>,
  lists: ReadonlyMap<string, readonly unknown[]>,
  take: TakeResult<Declared>,
): number {
  if (typeof record["l"] === "string") {
    const list = lists.get(record["l"]);
    return takeRun(record, (place) => declarations.get(String(list?.[place])), take);
  }
  const declared = declarations.get(String(record["k"]));
  const { t, s, d, v, m, soft } = record;
  if (!declared || typeof t !== "number" || !Number.isFinite(t) || typeof s !== "string") return 1;
  const summary = typeof m === "string" ? m : undefined;
  take(declared, t, s, typeof d === "number" ? d : 0, Array.isArray(v) ? v : [], soft === true, summary);
  return 0;
}

function toDeclared({ k, host, service, check, type, values }: JournalRecord): Declared {
  return {
    k: String(k),
    ...(typeof host === "string" && { host }),
    ...(typeof service === "string" && { service }),
    check: String(check),
    type: String(type),
    values: (Array.isArray(values) ? values : []).map((pair: unknown) => {
      const [label, unit] = Array.isArray(pair) ? pair : [];
      return { label: String(label), unit: String(unit) };
    }),
  };
}

function numberOrNull(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
