import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { noisyFleet } from "../../../bench/lib/noisy-fleet.js";
import { openHistoryStore } from "../../../src/state/history-store.js";
import { writeJournal } from "../../state/history-days.js";
import { readAll, words } from "../../state/history/store-of.js";
import { scratchFolders } from "../../state/scratch.js";

const scratch = scratchFolders();
const now = "2026-11-30T12:00:00.000Z";
const days = ["2026-11-27", "2026-11-28", "2026-11-29"];

function startCompactor(folder: string): ChildProcess {
  const script = join(import.meta.dirname, "compactor.mjs");
  return spawn(process.execPath, [script, folder, now], { stdio: ["ignore", "ignore", "inherit"] });
}

async function wordsIn(folder: string): Promise<string[]> {
  const store = await openHistoryStore(folder, { now: () => new Date(now) });
  return words((await readAll(store, "2026-11-27T00:00:00Z", now)).results);
}

/** Resolves when packing has left its next trace, or has ended. */
async function untilTrace(folder: string, child: ChildProcess): Promise<void> {
  const traces = (): string =>
    readdirSync(join(folder, "checks"), { recursive: true, encoding: "utf8" }).sort().join();
  const before = traces();
  while (child.exitCode === null && traces() === before)
    await new Promise((resolve) => setImmediate(resolve));
}

test("kill -9 at any trace of packing loses and doubles nothing, and the next two at once finish it", async () => {
  const folder = join(scratch(), ".itom");
  for (const day of days) writeJournal(folder, day, noisyFleet(4));
  const all = await wordsIn(folder);
  expect(all).toHaveLength(3 * 288 * 40);
  for (let kill = 0; kill < 12; kill += 1) {
    const child = startCompactor(folder);
    const ended = once(child, "close");
    for (let trace = 0; trace <= kill % 6; trace += 1) await untilTrace(folder, child);
    child.kill("SIGKILL");
    await ended;
    expect(await wordsIn(folder)).toEqual(all);
  }
  const last = [startCompactor(folder), startCompactor(folder)];
  await Promise.all(last.map((child) => once(child, "close")));
  expect(last.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(await wordsIn(folder)).toEqual(all);
  expect(readdirSync(join(folder, "checks/history"))).toEqual([]);
  expect(readdirSync(join(folder, "checks/packed"))).toEqual(days.map((day) => `${day}.jsonl.gz`));
  expect(readdirSync(join(folder, "locks/compact"))).toEqual([]);
}, 120_000);
