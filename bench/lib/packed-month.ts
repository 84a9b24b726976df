import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StoredResult } from "../../src/ports/check-store.js";
import { openHistoryStore } from "../../src/state/history-store.js";
import { nodeFileSystem } from "../../src/state/node-file-system.js";
import { PackedWriter, withPacked } from "../../src/state/packed/packed-file.js";
import { writeJournal } from "../../tests/state/history-days.js";

const dayMs = 86_400_000;
const retention = { rawMs: 30 * dayMs, hourlyMs: 400 * dayMs, dailyMs: 1_825 * dayMs };

export function dayBefore(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
}

/** Fills a state folder with `days` packed days before `today`: one is packed as itom does it, the others are that one at other times. */
export async function packMonth(
  folder: string,
  today: string,
  days: number,
  run: (startMs: number) => readonly StoredResult[],
): Promise<void> {
  const yesterday = dayBefore(today, 1);
  writeJournal(folder, yesterday, run);
  const now = (): Date => new Date(`${today}T00:00:01Z`);
  await (await openHistoryStore(folder, { now })).compact(retention);
  const packed = join(folder, "checks/packed");
  mkdirSync(packed, { recursive: true });
  const texts = await readTexts(join(packed, `${yesterday}.jsonl.gz`));
  for (let number = 2; number <= days; number += 1) {
    const day = dayBefore(today, number);
    const shift = ((number - 1) * dayMs) / 1000;
    const writer = new PackedWriter();
    for (const [key, text] of texts) writer.add(key, earlier(text, shift));
    const bytes = writer.encode({ day, source: { bytes: 0, sum: 0 } });
    writeFileSync(join(packed, `${day}.jsonl.gz`), bytes, { mode: 0o600 });
  }
}

async function readTexts(path: string): Promise<[string, string][]> {
  const texts = await withPacked(nodeFileSystem, path, async (packed) => {
    const all: [string, string][] = [];
    for (const key of packed.index.places.keys()) all.push([key, (await packed.read(key)) ?? ""]);
    return all;
  });
  if (!texts) throw new Error(`${path} is missing`);
  return texts;
}

/** Times are differences after the first, so that only that one moves. */
function earlier(text: string, seconds: number): string {
  return text.replaceAll(
    /"t":\{"e":0,"d":\[(\d+)/g,
    (_, first: string) => `"t":{"e":0,"d":[${Number(first) - seconds}`,
  );
}
