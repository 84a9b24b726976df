import type { HistoryPart, HistoryQuery } from "../../ports/history-store.js";
import { dayOf, historyJournal, readDay } from "../checks/history.js";
import { checkKey } from "../checks/key.js";
import type { FileSystem } from "../file-system.js";
import { ItomError } from "../../lib/errors.js";
import { Collected } from "./collect.js";
import { packedBytes, readPackedDay } from "./packed-day.js";
import { dayMs, listDays, packedPath } from "./paths.js";
import { readRollUps } from "./roll-up-files.js";

/** Hands over what there is of each day, oldest first, the finest that is left; resolves with how much could not be read. */
export async function readAll(
  files: FileSystem,
  directory: string,
  query: HistoryQuery,
  take: (part: HistoryPart) => void,
): Promise<{ skipped: number }> {
  const [journals, packed, hourly, daily] = await Promise.all([
    listDays(files, directory, "journal"),
    listDays(files, directory, "packed"),
    listDays(files, directory, "hourly"),
    listDays(files, directory, "daily"),
  ]);
  const raw = new Set([...journals, ...packed]);
  const hours = new Set(hourly);
  const months = new Set(daily);
  let skipped = 0;
  for (const day of daysOf(query)) {
    const rollUp = (key: string, part: (HistoryPart & { is: "rollUp" })["part"]): void =>
      take({ is: "rollUp", key, part });
    const [hourFile, monthFile] = [packedPath(directory, "hourly", day), packedPath(directory, "daily", day)];
    if (raw.has(day)) skipped += await readRaw(files, directory, day, query, take);
    else if (hours.has(day)) await readRollUps(files, hourFile, query.wants, rollUp);
    else if (months.has(day.slice(0, 7))) await readRollUps(files, monthFile, query.wants, rollUp, day);
  }
  return { skipped };
}

/** A result is kept in the day in which it was recorded, which may be the one after it started. */
function daysOf({ from, to }: HistoryQuery): string[] {
  const first = Math.floor(from.getTime() / dayMs);
  const last = Math.floor(to.getTime() / dayMs) + 1;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    dayOf(new Date((first + index) * dayMs)),
  );
}

const mostTries = 5;

/** Reads a day's results from its packed file and its journal. Where it is packed in the meantime, it is read again. */
async function readRaw(
  files: FileSystem,
  directory: string,
  day: string,
  { wants }: HistoryQuery,
  take: (part: HistoryPart) => void,
): Promise<number> {
  const journal = historyJournal(directory, day).path;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const collected = new Collected();
    const source = await readPackedDay(files, directory, day, wants, (key, part) => collected.add(key, part));
    const skipBytes = source ? await packedBytes(files, journal, source) : 0;
    const { damaged, lost } = await readDay(files, directory, day, {
      take: collected.take,
      wants: (declared) => wants(checkKey(declared)),
      skipBytes,
    });
    const packedNow = (await listDays(files, directory, "packed")).includes(day);
    if (packedNow !== (source !== undefined)) continue;
    for (const [key, parts] of collected.byKey) {
      for (const part of parts) take({ is: "results", key, part });
    }
    return damaged.length + lost;
  }
  throw new ItomError("LOCKED", `the history of ${day} is packed just now`, { hint: "try again" });
}
