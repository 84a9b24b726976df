import type { HistoryColumns } from "../../ports/history-store.js";
import { decodeRuns, encodeRuns } from "../../lib/run-length.js";
import { parseRecord } from "../packed/packed-index.js";
import { toIdentity, writeIdentity } from "./identity.js";
import { decodeNumbers, encodeNumbers } from "./number-column.js";

/** Results of one check as one JSON line of columns, ascending in time; durations keep two digits. */
export function encodeColumns(given: HistoryColumns): string {
  const part = inOrder(given);
  const line = {
    ...writeIdentity(part),
    t: encodeNumbers(part.at.map((at) => Math.floor(at / 1000))),
    s: encodeRuns(part.states),
    d: encodeNumbers(part.durations.map((duration) => Number(duration.toPrecision(2)))),
    v: part.columns.map(encodeNumbers),
    ...(part.soft.size > 0 && { soft: [...part.soft] }),
    ...(part.summaries.size > 0 && { m: Object.fromEntries(part.summaries) }),
  };
  return `${JSON.stringify(line)}\n`;
}

/** Recorded in the order of time, as a rule; a clock that was set back is the exception. */
function inOrder(part: HistoryColumns): HistoryColumns {
  if (part.at.every((at, index) => at >= (part.at[index - 1] ?? 0))) return part;
  const order = [...part.at.keys()].sort((a, b) => (part.at[a] ?? 0) - (part.at[b] ?? 0));
  const sorted = <T>(column: readonly T[]): T[] => order.flatMap((index) => column.slice(index, index + 1));
  return {
    ...part,
    at: sorted(part.at),
    states: sorted(part.states),
    durations: sorted(part.durations),
    columns: part.columns.map(sorted),
    soft: new Set(order.flatMap((index, place) => (part.soft.has(index) ? [place] : []))),
    summaries: new Map(
      order.flatMap((index, place): [number, string][] => {
        const summary = part.summaries.get(index);
        return summary === undefined ? [] : [[place, summary]];
      }),
    ),
  };
}

/** Undefined where the line is not what encodeColumns writes. */
export function decodeColumns(text: string): HistoryColumns | undefined {
  const line = parseRecord(text);
  const identity = line && toIdentity(line);
  if (!line || !identity) return undefined;
  const length = lengthOf(line["t"]);
  const at = numbersOnly(decodeNumbers(line["t"], length));
  const durations = numbersOnly(decodeNumbers(line["d"], length));
  const states = decodeRuns(line["s"], length);
  const columns = columnsOf(line["v"], identity.values.length, length);
  if (!at || !durations || !states || !columns) return undefined;
  const { soft, m } = line;
  return {
    ...identity,
    at: at.map((second) => second * 1000),
    states,
    durations,
    columns,
    soft: new Set(Array.isArray(soft) ? soft.filter((index) => typeof index === "number") : []),
    summaries: new Map(
      Object.entries(typeof m === "object" && m !== null ? m : {}).flatMap(
        ([index, text]: [string, unknown]): [number, string][] =>
          typeof text === "string" ? [[Number(index), text]] : [],
      ),
    ),
  };
}

function lengthOf(column: unknown): number {
  if (typeof column !== "object" || column === null) return 0;
  const given: unknown = Object.values(column).find(Array.isArray);
  return Array.isArray(given) ? given.length : 0;
}

function numbersOnly(column: readonly (number | null)[] | undefined): number[] | undefined {
  const numbers = column?.flatMap((number) => (number === null ? [] : [number]));
  return numbers?.length === column?.length ? numbers : undefined;
}

function columnsOf(given: unknown, count: number, length: number): (number | null)[][] | undefined {
  if (!Array.isArray(given) || given.length !== count) return undefined;
  const columns = given.flatMap((column: unknown) => {
    const numbers = decodeNumbers(column, length);
    return numbers ? [numbers] : [];
  });
  return columns.length === count ? columns : undefined;
}
