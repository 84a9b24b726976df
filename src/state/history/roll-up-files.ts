import type { RollUp } from "../../ports/history-store.js";
import type { FileSystem } from "../file-system.js";
import { encodePacked, withPacked } from "../packed/packed-file.js";
import { packedDamage } from "../packed/damage.js";
import type { Collected } from "./collect.js";
import { linesOf } from "./packed-day.js";
import { packedPath } from "./paths.js";
import { rollUp } from "./roll-up.js";
import { decodeRollUps, encodeRollUps } from "./roll-up-line.js";

/** The hours of a day by check, as a packed file. */
export function encodeHours(day: string, collected: Collected, step: () => void): Buffer {
  const entries = function* (): Generator<[string, string]> {
    for (const key of [...collected.byKey.keys()].sort()) {
      step();
      yield [key, linesOfKey(collected, key, "hour").join("")];
    }
  };
  return encodePacked({ day }, entries());
}

/** The days of a month by check with one day put in, or put in anew. */
export async function encodeMonth(
  files: FileSystem,
  directory: string,
  day: string,
  collected: Collected,
  step: () => void,
): Promise<Buffer> {
  const texts = new Map<string, string>();
  const prefix = `{"day":"${day}",`;
  const path = packedPath(directory, "daily", day);
  await withPacked(files, path, async (packed) => {
    for (const key of packed.index.places.keys()) {
      step();
      const others = (await linesOf(packed, key)).filter((line) => !line.startsWith(prefix));
      if (others.length > 0) texts.set(key, `${others.join("\n")}\n`);
    }
  });
  for (const key of collected.byKey.keys()) {
    const lines = linesOfKey(collected, key, "day").map((line) => `${prefix}${line.slice(1)}`);
    texts.set(key, `${texts.get(key) ?? ""}${lines.join("")}`);
  }
  const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  return encodePacked({ month: day.slice(0, 7) }, stepping(sorted, step));
}

function* stepping<T>(entries: Iterable<T>, step: () => void): Generator<T> {
  for (const entry of entries) {
    step();
    yield entry;
  }
}

function linesOfKey(collected: Collected, key: string, of: RollUp["of"]): string[] {
  return (collected.byKey.get(key) ?? []).map((part) => encodeRollUps(rollUp(part, of)));
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
        if (day !== undefined && !line.startsWith(`{"day":"${day}",`)) continue;
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
