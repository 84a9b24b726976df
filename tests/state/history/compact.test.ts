import {
  appendFileSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { noisyFleet } from "../../../bench/lib/noisy-fleet.js";
import { openCheckStore } from "../../../src/state/check-store.js";
import { openHistoryStore } from "../../../src/state/history-store.js";
import { openStateInspector } from "../../../src/state/state-inspector.js";
import { writeJournal } from "../history-days.js";
import { result } from "../results.js";
import { scratchFolders } from "../scratch.js";
import { dayMs, readAll, retention, words } from "./store-of.js";

const scratch = scratchFolders();
const later = (iso: string) => (): Date => new Date(iso);
const nextNoon = later("2026-11-29T12:00:00Z");

/** A folder with two runs of one past day. */
async function folderOfYesterday(): Promise<string> {
  const folder = join(scratch(), ".itom");
  const store = await openCheckStore(folder, { now: later("2026-11-28T12:00:00Z") });
  const down = { state: "CRITICAL", summary: "no answer", values: [] };
  await store.record([result(), result({ host: "web2" })]);
  await store.record([
    result({ startedAt: "2026-11-28T08:05:00.000Z", values: [{ label: "/", value: 41.5, unit: "%" }] }),
    result({ host: "web2", startedAt: "2026-11-28T08:05:01.000Z", ...down }),
  ]);
  return folder;
}

const both = ["2026-11-28T00:00:00Z", "2026-11-29T12:00:00Z"] as const;
const open = (folder: string, now = nextNoon) => openHistoryStore(folder, { now });

describe("packing", () => {
  test("keeps every result, and leaves only the packed files", async () => {
    const folder = await folderOfYesterday();
    const store = await open(folder);
    const before = words((await readAll(store, ...both)).results);
    const report = await store.compact(retention);
    expect(report).toMatchObject({ packed: [{ day: "2026-11-28", results: 4 }], removed: [], left: [] });
    expect(readdirSync(join(folder, "checks/history"))).toEqual([]);
    expect(existsSync(join(folder, "checks/packed/2026-11-28.jsonl.gz"))).toBe(true);
    const after = await readAll(store, ...both);
    expect(words(after.results)).toEqual(before);
    expect(before).toHaveLength(4);
    expect(before[3]).toBe("2026-11-28T08:05:01.000Z web2/disk CRITICAL  no answer");
    expect((await openStateInspector(folder, { now: nextNoon }).verify()).findings).toEqual([]);
    expect(await store.compact(retention)).toMatchObject({ packed: [], left: [] });
    const checks = await openCheckStore(folder, { now: nextNoon });
    await expect(checks.history("2026-11-28")).rejects.toMatchObject({ code: "STATE" });
  });

  test("writes gzip that zcat and people can read", async () => {
    const folder = await folderOfYesterday();
    await (await open(folder)).compact(retention);
    const text = execFileSync("gzip", ["-dc", join(folder, "checks/packed/2026-11-28.jsonl.gz")]).toString();
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({ schema: 2, day: "2026-11-28", keys: ["web1/disk", "web2/disk"] });
    expect(lines[1]).toMatchObject({ host: "web1", check: "disk", s: ["OK", 2] });
  });

  test("leaves today's results alone", async () => {
    const folder = await folderOfYesterday();
    expect(await (await open(folder, later("2026-11-28T23:59:59Z"))).compact(retention)).toMatchObject({
      packed: [],
    });
    expect(existsSync(join(folder, "checks/history/2026-11-28.jsonl"))).toBe(true);
  });

  test("takes a day of schema 1", async () => {
    const folder = join(scratch(), ".itom");
    cpSync(join(import.meta.dirname, "../fixtures/schema-1"), folder, { recursive: true });
    const store = await open(folder);
    const before = words((await readAll(store, ...both)).results);
    expect(before).toHaveLength(3);
    await store.compact(retention);
    expect(words((await readAll(store, ...both)).results)).toEqual(before);
  });

  test("puts what a clock that was set back recorded later to what is packed", async () => {
    const folder = await folderOfYesterday();
    const store = await open(folder);
    await store.compact(retention);
    const checks = await openCheckStore(folder, { now: later("2026-11-28T23:00:00Z") });
    await checks.record([result({ startedAt: "2026-11-28T22:59:00.000Z" })]);
    expect(words((await readAll(store, ...both)).results)).toHaveLength(5);
    await store.compact(retention);
    expect(words((await readAll(store, ...both)).results)).toHaveLength(5);
    const { rollUps } = await readAll(await withoutRaw(folder), ...both);
    expect(rollUps.filter(({ host }) => host === "web1").map(({ states }) => states)).toEqual([
      { OK: 2 },
      { OK: 1 },
    ]);
  });

  test("does not double what a run that was ended before the last step has packed already", async () => {
    const folder = await folderOfYesterday();
    const journal = join(folder, "checks/history/2026-11-28.jsonl");
    const bytes = readFileSync(journal);
    const store = await open(folder);
    await store.compact(retention);
    writeFileSync(journal, bytes, { mode: 0o600 });
    expect(words((await readAll(store, ...both)).results)).toHaveLength(4);
    await (
      await openCheckStore(folder, { now: later("2026-11-28T23:00:00Z") })
    ).record([result({ host: "web9" })]);
    expect(words((await readAll(store, ...both)).results)).toHaveLength(5);
    expect(await store.compact(retention)).toMatchObject({ packed: [{ results: 5 }] });
    expect(words((await readAll(store, ...both)).results)).toHaveLength(5);
    expect(readdirSync(join(folder, "checks/history"))).toEqual([]);
  });

  test("leaves a damaged day as it is, and says so", async () => {
    const folder = await folderOfYesterday();
    const journal = join(folder, "checks/history/2026-11-28.jsonl");
    const text = readFileSync(journal, "utf8").replace('"OK",2', '"OK",3');
    writeFileSync(journal, text);
    const store = await open(folder);
    expect(await store.compact(retention)).toMatchObject({
      packed: [],
      left: [{ day: "2026-11-28", reason: expect.stringContaining("itom state verify") }],
    });
    expect(readFileSync(journal, "utf8")).toBe(text);
    expect((await readAll(store, ...both)).skipped).toBe(1);
  });

  test("skips a torn end, which nobody acknowledged", async () => {
    const folder = await folderOfYesterday();
    appendFileSync(join(folder, "checks/history/2026-11-28.jsonl"), '{"l":"DO5U');
    const store = await open(folder);
    expect(await store.compact(retention)).toMatchObject({ packed: [{ results: 4 }], left: [] });
  });

  test("refuses a packed file that is damaged or newer, and never reads it as empty", async () => {
    const folder = await folderOfYesterday();
    const store = await open(folder);
    await store.compact(retention);
    const file = join(folder, "checks/packed/2026-11-28.jsonl.gz");
    const good = readFileSync(file);
    for (const bad of [
      Buffer.alloc(0),
      good.subarray(0, -3),
      Buffer.alloc(good.length),
      flip(good, good.length - 30),
      flip(good, 30),
    ]) {
      writeFileSync(file, bad);
      await expect(readAll(store, ...both)).rejects.toMatchObject({ code: "STATE" });
      const { findings } = await openStateInspector(folder, { now: nextNoon }).verify();
      expect(findings).toMatchObject([{ severity: "damage", path: "checks/packed/2026-11-28.jsonl.gz" }]);
    }
    expect(await openStateInspector(folder, { now: nextNoon }).repair()).toHaveLength(1);
    // The hours are still there.
    expect((await readAll(store, ...both)).rollUps).toHaveLength(2);
  });

  test("-n changes nothing", async () => {
    const folder = await folderOfYesterday();
    const report = await (await open(folder)).compact(retention, { dryRun: true });
    expect(report.left).toEqual([{ day: "2026-11-28", reason: "would be packed" }]);
    expect(readdirSync(join(folder, "checks")).sort()).toEqual(["history", "status.json"]);
  });
});

/** The store when the results' time is over. */
async function withoutRaw(folder: string) {
  const store = await open(folder, later("2027-01-15T12:00:00Z"));
  await store.compact(retention);
  return store;
}

function flip(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 0x10;
  return changed;
}

describe("retention", () => {
  test("goes from results to hours to days to nothing, and says what it removed", async () => {
    const folder = await folderOfYesterday();
    const at = (days: number) =>
      open(folder, later(new Date(Date.parse("2026-11-29T00:00:01Z") + days * dayMs).toISOString()));
    await (await at(0)).compact(retention);
    expect((await (await at(29)).compact(retention)).removed).toEqual([]);
    expect((await (await at(30)).compact(retention)).removed).toEqual(["checks/packed/2026-11-28.jsonl.gz"]);
    const hours = await readAll(await at(30), ...both);
    expect(hours.rollUps.map(({ of, host, states }) => [of, host, states])).toEqual([
      ["hour", "web1", { OK: 2 }],
      ["hour", "web2", { OK: 1, CRITICAL: 1 }],
    ]);
    expect(hours.rollUps[0]?.statistics).toEqual([
      { n: 2, min: 41, max: 41.5, mean: 41.3, p50: 41, p95: 41.5 },
    ]);
    expect((await (await at(400)).compact(retention)).removed).toEqual(["checks/hourly/2026-11-28.jsonl.gz"]);
    const days = await readAll(await at(400), ...both);
    expect(days.rollUps.map(({ of, at }) => [of, new Date(at).toISOString()])).toEqual([
      ["day", "2026-11-28T00:00:00.000Z"],
      ["day", "2026-11-28T00:00:00.000Z"],
    ]);
    expect((await (await at(1_830)).compact(retention)).removed).toEqual(["checks/daily/2026-11.jsonl.gz"]);
    expect((await readAll(await at(1_830), ...both)).rollUps).toEqual([]);
  });

  test("forgets a check that was not recorded for thirty days, and no other", async () => {
    const folder = await folderOfYesterday();
    const checks = await openCheckStore(folder, { now: later("2026-12-20T12:00:00Z") });
    await checks.record([result({ startedAt: "2026-12-20T12:00:00.000Z" })]);
    expect((await (await open(folder, later("2026-12-27T12:00:00Z"))).compact(retention)).forgotten).toEqual(
      [],
    );
    const report = await (await open(folder, later("2026-12-29T12:00:00Z"))).compact(retention);
    expect(report.forgotten).toEqual(["web2/disk"]);
    expect([...(await checks.present()).keys()]).toEqual(["web1/disk"]);
  });
});

describe("the size of history", () => {
  test("500 hosts with ten checks each take at most 24 bytes a result", () => {
    const folder = scratch();
    const count = writeJournal(folder, "2026-11-27", noisyFleet(500), { runs: 24 });
    // A day has twelve times as many runs, and says what stays the same only once.
    const { size } = statSync(join(folder, "checks/history/2026-11-27.jsonl"));
    expect(count).toBe(120_000);
    expect(size / count).toBeLessThanOrEqual(24);
  });

  test("a packed day takes at most 6 bytes a result", async () => {
    const folder = join(scratch(), ".itom");
    const count = writeJournal(folder, "2026-11-28", noisyFleet(10));
    const store = await open(folder);
    const before = words((await readAll(store, ...both)).results);
    const report = await store.compact(retention);
    expect(report.packed[0]?.results).toBe(count);
    expect((report.packed[0]?.bytesAfter ?? Infinity) / count).toBeLessThanOrEqual(6);
    expect(words((await readAll(store, ...both)).results)).toEqual(before);
  });
});
