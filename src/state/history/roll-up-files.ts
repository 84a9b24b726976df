import type { HistoryColumns, RollUp } from "../../ports/history-store.js";
import type { FileSystem } from "../file-system.js";
import { PackedWriter, withPacked } from "../packed/packed-file.js";
import { packedDamage } from "../packed/damage.js";
import { linesOf } from "./packed-day.js";
import { packedPath } from "./paths.js";
import { rollUp } from "./roll-up.js";
import { decodeRollUps, encodeRollUps } from "./roll-up-line.js";

/** One check's days of a month: what stands in front of a line tells whose day it is. */
export function dayLines(day: string, parts: readonly HistoryColumns[]): string {
  return parts.map((part) => `${dayPrefix(day)}${encodeRollUps(rollUp(part, "day")).slice(1)}`).join("");
}

function dayPrefix(day: string): string {
  return `{"day":"${day}",`;
}

/** The days of a month by check with one day put in, or put in anew; `lines` are that day's. */
export async function encodeMonth(
  files: FileSystem,
  directory: string,
  day: string,
  lines: ReadonlyMap<string, string>,
  step: () => void,
): Promise<Buffer> {
  const writer = new PackedWriter();
  const written = new Set<string>();
  await withPacked(files, packedPath(directory, "daily", day), async (packed) => {
    for (const key of packed.index.places.keys()) {
      step();
      const others = (await linesOf(packed, key)).filter((line) => !line.startsWith(dayPrefix(day)));
      const text = `${others.map((line) => `${line}\n`).join("")}${lines.get(key) ?? ""}`;
      if (text !== "") writer.add(key, text);
      written.add(key);
    }
  });
  for (const [key, text] of lines) {
    step();
    if (!written.has(key)) writer.add(key, text);
  }
  return writer.encode({ month: day.slice(0, 7) });
}

/** Hands over the wanted roll-ups of a file; false where there is no such file. `day` keeps only one day of a month. */
export async function readRollUps(
  files: FileSystem,
  path: string,
  wants: (key: string) => boolean,
  take: (key: string, part: RollUp) => void,
  day?: string,
): Promise<boolean> {
  const read = await withPacked(files, path, async (packed) => {
    for (const key of packed.index.places.keys()) {
      if (!wants(key)) continue;
      for (const line of await linesOf(packed, key)) {
        if (day !== undefined && !line.startsWith(dayPrefix(day))) continue;
        const rollUps = decodeRollUps(line);
        if (!rollUps)
          throw packedDamage(path, `what it holds of ${key} is not of the form that it should have`);
        for (const one of rollUps) take(key, one);
      }
    }
    return true;
  });
  return read ?? false;
}
