import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openCheckStore } from "../../src/state/check-store.js";
import { noon, result } from "./results.js";
import { scratchFolders } from "./scratch.js";

const scratch = scratchFolders();
const fresh = (): string => join(scratch(), ".itom");

describe("the check store", () => {
  test("makes nothing before something is recorded", async () => {
    const folder = fresh();
    const store = await openCheckStore(folder, { now: noon });
    expect((await store.present()).size).toBe(0);
    await store.record([]);
    expect(await store.history("2026-11-28")).toEqual({ results: [], skipped: 0 });
    expect(existsSync(folder)).toBe(false);
  });

  test("gives back what was recorded, to another opener too", async () => {
    const folder = fresh();
    const front = result({
      service: "shop",
      check: "front",
      type: "http",
      values: [],
      state: "CRITICAL",
      summary: "500",
    });
    const { host: _host, ...service } = front;
    await (await openCheckStore(folder, { now: noon })).record([result(), service]);
    const store = await openCheckStore(folder, { now: noon });
    expect([...(await store.present()).entries()]).toEqual([
      ["web1/disk", { ...result(), since: "2026-11-28T08:00:00.000Z" }],
      ["service:shop/front", { ...service, since: "2026-11-28T08:00:00.000Z" }],
    ]);
    const { results, skipped } = await store.history("2026-11-28");
    expect(skipped).toBe(0);
    const { summary: _summary, ...quiet } = result();
    expect(results).toEqual([quiet, service]);
  });

  test("keeps since while the state stays, and the state before when it changes", async () => {
    const store = await openCheckStore(fresh(), { now: noon });
    const at = (minute: string, state: string) =>
      result({ state, startedAt: `2026-11-28T08:${minute}:00.000Z` });
    await store.record([at("00", "OK")]);
    await store.record([at("05", "OK")]);
    await store.record([at("10", "CRITICAL")]);
    await store.record([at("15", "CRITICAL")]);
    const now = (await store.present()).get("web1/disk");
    expect(now).toMatchObject({
      state: "CRITICAL",
      previous: "OK",
      since: "2026-11-28T08:10:00.000Z",
      startedAt: "2026-11-28T08:15:00.000Z",
    });
  });

  test("a clock that jumps backwards loses nothing", async () => {
    const folder = fresh();
    let now = new Date("2026-11-28T00:10:00.000Z");
    const store = await openCheckStore(folder, { now: () => now });
    await store.record([result({ startedAt: "2026-11-28T00:09:00.000Z" })]);
    now = new Date("2026-11-27T23:50:00.000Z");
    await store.record([result({ startedAt: "2026-11-27T23:49:00.000Z" })]);
    now = new Date("2026-11-28T00:20:00.000Z");
    await store.record([result({ startedAt: "2026-11-28T00:19:00.000Z" })]);
    expect((await store.history("2026-11-27")).results).toHaveLength(1);
    expect((await store.history("2026-11-28")).results).toHaveLength(2);
    const present = (await store.present()).get("web1/disk");
    expect(present?.since).toBe("2026-11-27T23:49:00.000Z");
    expect(present?.startedAt).toBe("2026-11-28T00:19:00.000Z");
  });

  test("says what stays the same once a day, and again after it changed", async () => {
    const folder = fresh();
    const store = await openCheckStore(folder, { now: noon });
    for (let run = 0; run < 3; run++) await store.record([result()]);
    const more = [...result().values, { label: "/var", value: 7, unit: "%" }];
    await store.record([result({ values: more })]);
    const text = readFileSync(join(folder, "checks/history/2026-11-28.jsonl"), "utf8");
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter((line) => "check" in line)).toHaveLength(2);
    expect(lines.filter((line) => "t" in line)).toHaveLength(4);
    expect((await store.history("2026-11-28")).results[3]?.values).toEqual(more);
  });

  test("a day's file that went missing is begun again with its declarations", async () => {
    const folder = fresh();
    const store = await openCheckStore(folder, { now: noon });
    await store.record([result()]);
    const { unlinkSync } = await import("node:fs");
    unlinkSync(join(folder, "checks/history/2026-11-28.jsonl"));
    await store.record([result()]);
    expect(await store.history("2026-11-28")).toMatchObject({ results: [{ host: "web1" }], skipped: 0 });
  });

  test("files are 0600 and folders 0700, whatever the umask lets through", async () => {
    const folder = fresh();
    await (await openCheckStore(folder, { now: noon })).record([result()]);
    const modes = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => {
      const status = statSync(join(folder, name));
      return `${status.isDirectory() ? "folder" : "file"} ${(status.mode & 0o777).toString(8)}`;
    });
    expect(new Set(modes)).toEqual(new Set(["folder 700", "file 600"]));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test("a file in place of the folder is an error that says so", async () => {
    const file = fresh();
    writeFileSync(file, "");
    await expect(openCheckStore(file, { now: noon })).rejects.toMatchObject({
      code: "STATE",
      message: expect.stringContaining("a file stands where a folder should be"),
      hint: expect.stringContaining("--state DIR"),
    });
  });

  test("a status that can't be understood is never taken for empty", async () => {
    const folder = fresh();
    const store = await openCheckStore(folder, { now: noon });
    await store.record([result()]);
    const file = join(folder, "checks/status.json");
    const good = readFileSync(file, "utf8");
    for (const bad of [
      "",
      "{",
      "[]",
      good.slice(0, -20),
      good.replace("41 %", "14 %"),
      "\0".repeat(good.length),
    ]) {
      writeFileSync(file, bad);
      const expected = { code: "STATE", hint: expect.stringContaining("itom state verify") };
      await expect(store.present()).rejects.toMatchObject(expected);
      await expect(store.record([result()])).rejects.toMatchObject(expected);
      expect(readFileSync(file, "utf8")).toBe(bad);
    }
    writeFileSync(file, good);
    expect((await store.present()).size).toBe(1);
  });

  test("is made ready before anything is recorded, or says why it can't be", async () => {
    const folder = fresh();
    const store = await openCheckStore(folder, { now: noon });
    await store.prepare();
    expect(readdirSync(folder).sort()).toEqual(["checks", "locks", "store.json"]);
    writeFileSync(join(folder, "checks/status.json"), "{");
    await expect(store.prepare()).rejects.toMatchObject({ code: "STATE" });
  });

  test("a status that jq has laid out anew is still good", async () => {
    const folder = fresh();
    const store = await openCheckStore(folder, { now: noon });
    await store.record([result()]);
    const file = join(folder, "checks/status.json");
    writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, "utf8")), null, 4));
    expect((await store.present()).size).toBe(1);
  });

  test("a folder of a newer itom is refused, for reading too", async () => {
    const folder = fresh();
    mkdirSync(folder);
    writeFileSync(join(folder, "store.json"), '{"schema":3,"rev":1,"new":true}');
    await expect(openCheckStore(folder, { now: noon })).rejects.toMatchObject({
      code: "STATE",
      message: expect.stringContaining("has schema 3, and this itom knows schemas up to 2"),
      hint: expect.stringContaining("newer itom"),
    });
  });
});
