import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ItomError } from "../../../src/lib/errors.js";
import { openCheckStore } from "../../../src/state/check-store.js";
import type { FileSystem } from "../../../src/state/file-system.js";
import { openHistoryStore } from "../../../src/state/history-store.js";
import { nodeFileSystem } from "../../../src/state/node-file-system.js";
import { faultyFileSystem, type Fault } from "../faulty-file-system.js";
import { result } from "../results.js";
import { scratchFolders } from "../scratch.js";
import { readAll, retention, words } from "./store-of.js";

const scratch = scratchFolders();
const now = (): Date => new Date("2026-11-29T12:00:00Z");
const both = ["2026-11-28T00:00:00Z", "2026-11-29T12:00:00Z"] as const;

async function template(): Promise<string> {
  const folder = join(scratch(), ".itom");
  for (const day of [27, 28]) {
    const store = await openCheckStore(folder, { now: () => new Date(`2026-11-${day}T12:00:00Z`) });
    await store.record([result({ startedAt: `2026-11-${day}T11:59:00.000Z` })]);
    if (day === 27)
      await (
        await openHistoryStore(folder, { now: () => new Date("2026-11-28T01:00:00Z") })
      ).compact(retention);
  }
  return folder;
}

async function compacts(folder: string, files: FileSystem): Promise<boolean> {
  try {
    await (await openHistoryStore(folder, { now, files, waitMs: 5_000 })).compact(retention);
    return true;
  } catch (error) {
    if (error instanceof ItomError) return false;
    throw error;
  }
}

/** As if the process had been killed at a system call: it fails, and so does every one after it, the cleaning up too. */
async function survives(from: string, fault: Fault): Promise<boolean> {
  const folder = join(scratch(), ".itom");
  cpSync(from, folder, { recursive: true });
  const files = faultyFileSystem(fault);
  await compacts(folder, files);
  const store = await openHistoryStore(folder, { now });
  const expected = ["2026-11-27T11:59:00.000Z web1/disk OK 41 ", "2026-11-28T11:59:00.000Z web1/disk OK 41 "];
  const span = ["2026-11-27T00:00:00Z", both[1]] as const;
  expect(words((await readAll(store, ...span)).results)).toEqual(expected);
  expect(await compacts(folder, nodeFileSystem)).toBe(true);
  expect(words((await readAll(store, ...span)).results)).toEqual(expected);
  const names = readdirSync(join(folder, "checks"), { recursive: true, encoding: "utf8" });
  expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
  expect(names.filter((name) => name.endsWith(".jsonl"))).toEqual([]);
  return files.calls >= fault.at;
}

describe.each([
  { forever: true, code: "EIO" },
  { forever: false, code: "ENOSPC", short: true },
] as const)("the Nth system call of packing fails: %o", (fault) => {
  test("loses and doubles nothing, and the next one packs", async () => {
    const from = await template();
    let at = 1;
    const atOnce = 8;
    for (; at < 400; at += atOnce) {
      const batch = Array.from({ length: atOnce }, (_, index) => at + index);
      const reached = await Promise.all(batch.map((number) => survives(from, { ...fault, at: number })));
      if (reached.includes(false)) break;
    }
    expect(at).toBeGreaterThan(40);
    expect(at).toBeLessThan(400);
  }, 60_000);
});

test("four at once pack a day once, while it is read", async () => {
  const folder = await template();
  const stores = await Promise.all([1, 2, 3, 4].map(() => openHistoryStore(folder, { now })));
  const reading = Promise.all([1, 2, 3, 4, 5, 6].map(() => readAll(stores[0] ?? never(), ...both)));
  const reports = await Promise.all(stores.map((store) => store.compact(retention)));
  expect(reports.flatMap(({ packed }) => packed.map(({ day }) => day))).toEqual(["2026-11-28"]);
  for (const { results } of await reading) expect(words(results)).toHaveLength(1);
});

function never(): never {
  throw new Error("there are four stores");
}

describe("the end of a run", () => {
  test("packs one day, the latest, and waits for nobody", async () => {
    const folder = await template();
    const store = await openHistoryStore(folder, { now: () => new Date("2026-11-30T12:00:00Z") });
    await (await openCheckStore(folder, { now })).record([result()]);
    await Promise.all([store.tidy(retention), store.tidy(retention)]);
    expect(readdirSync(join(folder, "checks/history"))).toEqual(["2026-11-28.jsonl"]);
    await store.tidy(retention);
    expect(readdirSync(join(folder, "checks/history"))).toEqual([]);
  });

  test("opens no file of another day, however many there are", async () => {
    const folder = await template();
    const opened: string[] = [];
    const files: FileSystem = {
      ...nodeFileSystem,
      open: (path, mode) => {
        opened.push(path.slice(folder.length + 1));
        return nodeFileSystem.open(path, mode);
      },
    };
    await (await openHistoryStore(folder, { now })).compact(retention);
    const store = await openCheckStore(folder, { now, files });
    const history = await openHistoryStore(folder, { now, files });
    const runOnce = async (): Promise<string[]> => {
      opened.length = 0;
      await store.record([result()]);
      await history.tidy(retention);
      return opened.map((path) => path.replaceAll(/[\w.-]*[0-9a-f]{12,}[\w.-]*/g, "#"));
    };
    await runOnce();
    const few = await runOnce();
    for (let day = 1; day < 28; day += 1) {
      const name = `2026-10-${String(day).padStart(2, "0")}.jsonl.gz`;
      cpSync(join(folder, "checks/packed/2026-11-28.jsonl.gz"), join(folder, "checks/packed", name));
    }
    const many = await runOnce();
    expect(many).toEqual(few);
    expect(many.filter((path) => /\d{4}-\d\d-\d\d/.test(path))).toEqual(["checks/history/2026-11-29.jsonl"]);
  });
});
