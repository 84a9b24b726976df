import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openCheckStore } from "../../src/state/check-store.js";
import { openStateInspector } from "../../src/state/state-inspector.js";
import { noon, result } from "./results.js";
import { scratchFolders } from "./scratch.js";

const scratch = scratchFolders();
const fixtures = join(import.meta.dirname, "fixtures");
const files = ["store.json", "checks/status.json", "checks/history/2026-11-28.jsonl"];

const disk = (state: string, used: number, startedAt: string, summary: string) =>
  result({
    host: "db1",
    state,
    summary,
    values: [
      { label: "/", value: used, unit: "%" },
      { label: "/var", value: null, unit: "%" },
    ],
    startedAt,
    durationMs: 18.4,
  });

const { host: _host, ...front } = result({
  service: "shop",
  check: "front",
  type: "http",
  summary: "200 in 41 ms",
  values: [{ label: "time", value: 0.041, unit: "s" }],
  startedAt: "2026-11-28T11:50:00.000Z",
  durationMs: 44,
});

/** A fixture is never changed: a new schema gets a folder beside the others, which show that theirs can still be read. */
describe("the golden state folder", () => {
  test("of schema 2 is what this itom writes, byte for byte", async () => {
    const folder = join(scratch(), ".itom");
    const store = await openCheckStore(folder, { now: noon });
    await store.record([disk("OK", 71, "2026-11-28T11:50:00.000Z", "/ 71 % used"), front]);
    await store.record([disk("WARNING", 83, "2026-11-28T11:55:00.000Z", "/ 83 % used (warn 80 %)")]);
    for (const file of files) {
      expect(readFileSync(join(folder, file), "utf8"), file).toBe(
        readFileSync(join(fixtures, "schema-2", file), "utf8"),
      );
    }
  });

  test.each([1, 2])("of schema %i is read as it was meant, and can be written on", async (schema) => {
    const folder = join(scratch(), ".itom");
    cpSync(join(fixtures, `schema-${schema}`), folder, { recursive: true });
    const store = await openCheckStore(folder, { now: noon });
    const present = await store.present();
    expect(present.get("service:shop/front")).toEqual({ ...front, since: front.startedAt });
    expect(present.get("db1/disk")).toMatchObject({
      state: "WARNING",
      previous: "OK",
      summary: "/ 83 % used (warn 80 %)",
    });
    await store.record([front]);
    const { results, skipped } = await store.history("2026-11-28");
    expect(skipped).toBe(0);
    expect(results.map(({ host, service, state }) => [host ?? service, state])).toEqual([
      ["db1", "OK"],
      ["shop", "OK"],
      ["db1", "WARNING"],
      ["shop", "OK"],
    ]);
    expect(JSON.parse(readFileSync(join(folder, "store.json"), "utf8"))).toMatchObject({ schema: 2 });
    expect(existsSync(join(folder, "store.schema-1.json"))).toBe(schema === 1);
    const { findings } = await openStateInspector(folder, { now: noon }).verify();
    expect(findings.filter(({ message }) => !message.startsWith("others on this machine"))).toEqual([]);
  });
});
