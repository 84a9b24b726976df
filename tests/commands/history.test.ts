import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeJournal } from "../state/history-days.js";
import { result } from "../state/results.js";
import { scratchFolders } from "../state/scratch.js";
import { openCheckStore } from "../../src/state/check-store.js";
import { runCli, type CliResult } from "../support/run-cli.js";

const scratch = scratchFolders();
const now = (): Date => new Date("2026-11-28T12:00:00.000Z");

const inventory = `version: 1
settings: { timezone: UTC }
hosts:
  web[1:3]: { address: "10.0.0.[1:3]" }
  db1: { address: 10.0.0.9, window: night }
services:
  shop: { depends_on: [{ at_least: 2, of: [web1, web2, web3] }, db1], slo: { availability: 99%, over: 1d } }
  blog: { depends_on: [web3], slo: { availability: 99.9%, over: 1d } }
checks:
  - { on: all, type: ping }
windows: { night: { from: "02:00", to: "04:00" } }
`;

/** Two days of results every five minutes; `bad` names hosts that are down at a time. */
async function folderWith(bad: (host: string, at: string) => boolean): Promise<string> {
  const cwd = scratch();
  writeFileSync(join(cwd, "inventory.yaml"), inventory);
  const state = join(cwd, ".itom");
  const runAt = (startMs: number) =>
    ["web1", "web2", "web3", "db1"].map((host) => {
      const startedAt = new Date(startMs).toISOString();
      const base = { host, check: "ping", type: "ping", startedAt };
      const down = { state: "CRITICAL", summary: "no answer", values: [] };
      const up = {
        summary: "12 ms",
        values: [{ label: "rta", value: 0.012 + (startMs % 7) / 1000, unit: "s" }],
      };
      return result({ ...base, ...(bad(host, startedAt) ? down : up) });
    });
  writeJournal(state, "2026-11-27", runAt);
  writeJournal(state, "2026-11-28", runAt, { runs: 144 });
  await (await openCheckStore(state, { now })).prepare();
  return cwd;
}

const run = (cwd: string, ...words: readonly string[]): Promise<CliResult> => runCli(words, { cwd, now });
const morning = (host: string, at: string): boolean => host === "web1" && at.startsWith("2026-11-28T08:");

describe("itom history", () => {
  test("shows bar, line, percentiles, counts and changes", async () => {
    const cwd = await folderWith(morning);
    const { status, stdout, stderr } = await run(cwd, "history", "web1/ping", "--since", "1d");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("2026-11-27 12:00 to 2026-11-28 12:00 UTC");
    expect(stdout).toContain("web1/ping  OK  288 results");
    expect(stdout).toMatch(/state {3}·{50}C{3}·{7} {2}OK 276, CRITICAL 12/);
    expect(stdout).toMatch(
      /rta {5}[▁▂▃▄▅▆▇█ ]{60} {2}last 0\.0\d+s {2}p50 0\.0\d+s {2}p95 0\.0\d+s {2}max 0\.0\d+s/,
    );
    expect(stdout).toContain(
      "2026-11-28 09:00  CRITICAL → OK  12 ms\n  2026-11-28 08:00  OK → CRITICAL  no answer",
    );
  });

  test("says the same of a packed day", async () => {
    const cwd = await folderWith(morning);
    const words = ["history", "web1", "--since", "2d"];
    const before = await run(cwd, ...words);
    expect((await run(cwd, "state", "compact")).stdout).toContain("packed     2026-11-27  1152 results");
    expect(readdirSync(join(cwd, ".itom/checks/packed"))).toEqual(["2026-11-27.jsonl.gz"]);
    expect(await run(cwd, ...words)).toEqual(before);
    expect(await run(cwd, "state", "compact")).toMatchObject({ status: 0, stdout: "nothing to do\n" });
  });

  test("--json is one document", async () => {
    const cwd = await folderWith(morning);
    const { stdout } = await run(cwd, "history", "web1", "--since", "1d", "--json");
    const document = JSON.parse(stdout) as { results: { bar: string[]; values: { line: number[] }[] }[] };
    expect(document).toMatchObject({
      schema: "itom.history/1",
      summary: { from: "2026-11-27T12:00:00.000Z", checks: 1, results: 288, skipped: 0 },
      results: [
        {
          host: "web1",
          check: "ping",
          state: "OK",
          states: { OK: 276, CRITICAL: 12 },
          changes: [
            { at: "2026-11-28T08:00:00.000Z", from: "OK", to: "CRITICAL", summary: "no answer" },
            { from: "CRITICAL", to: "OK" },
          ],
          values: [{ label: "rta", unit: "s", n: 276 }],
        },
      ],
    });
    expect(document.results[0]?.bar).toHaveLength(60);
    expect(document.results[0]?.values[0]?.line).toHaveLength(60);
  });

  test("--csv gives every result, and those of an old day by the hour", async () => {
    const cwd = await folderWith(morning);
    const { stdout } = await run(
      cwd,
      "history",
      "web1",
      "--since",
      "2026-11-28T07:50Z",
      "--until",
      "2026-11-28T08:05Z",
      "--csv",
    );
    expect(stdout.split("\r\n").slice(0, 4)).toEqual([
      "time,of,target,check,type,state,hard,durationMs,label,unit,value,n,min,max,p50,p95,summary",
      expect.stringMatching(/^2026-11-28T07:50:00.000Z,result,web1,ping,ping,OK,true,12,rta,s,0\.0\d+,1,/),
      expect.stringMatching(/^2026-11-28T07:55/),
      "2026-11-28T08:00:00.000Z,result,web1,ping,ping,CRITICAL,true,12,,,,1,,,,,no answer",
    ]);
    await run(cwd, "state", "compact");
    const packed = join(cwd, ".itom/checks/packed/2026-11-27.jsonl.gz");
    const { unlinkSync } = await import("node:fs");
    unlinkSync(packed);
    const old = await run(cwd, "history", "web1", "--since", "2d", "--until", "1d", "--csv");
    expect(old.stdout.split("\r\n")[1]).toMatch(
      /^2026-11-27T00:00:00.000Z,hour,web1,ping,ping,OK,,,rta,s,0\.01\d+,12,/,
    );
  });

  test.each([
    [["web9"], 64, 'nothing is known of "web9"', "web1"],
    [["web1", "--since", "lately"], 64, "--since lately is no time", "write 7d"],
    [["web1", "--since", "1d", "--until", "2d"], 64, "is not before --until", ""],
    [["web1", "--csv", "--json"], 64, "not both", ""],
    [["web1", "--since", "9d", "--until", "8d"], 3, "nothing was recorded of web1", "further back"],
  ])("history %j is refused with %i", async (words, status, message, hint) => {
    const cwd = await folderWith(morning);
    const store = await openCheckStore(join(cwd, ".itom"), { now });
    await store.record([result({ check: "ping", type: "ping", startedAt: "2026-11-28T11:59:59.000Z" })]);
    const answer = await run(cwd, "history", ...words);
    expect(answer.status).toBe(status);
    expect(answer.stderr + answer.stdout).toContain(message);
    expect(answer.stderr + answer.stdout).toContain(hint);
  });

  test("damage is told, and no success", async () => {
    const cwd = await folderWith(morning);
    const file = join(cwd, ".itom/checks/history/2026-11-28.jsonl");
    writeFileSync(file, readFileSync(file, "utf8").replace('"s":["OK",4]', '"s":["OK",5]'));
    const answer = await run(cwd, "history", "web1");
    expect(answer.status).toBe(3);
    expect(answer.stderr).toContain("itom state verify");
  });

  test("control characters of a summary do not reach the terminal", async () => {
    const cwd = await folderWith(morning);
    const store = await openCheckStore(join(cwd, ".itom"), { now });
    const bad = {
      check: "ping",
      type: "ping",
      state: "CRITICAL",
      summary: "\u001B[31mred",
      startedAt: "2026-11-28T11:59:59.000Z",
    };
    await store.record([result(bad)]);
    const { stdout } = await run(cwd, "history", "web1");
    expect(stdout).toContain("\\x1b[31mred");
    expect(stdout).not.toContain("\u001B");
  });
});

describe("itom report availability", () => {
  test("a service is up while enough of what it depends on is", async () => {
    const cwd = await folderWith(morning);
    const { status, stdout } = await run(cwd, "report", "availability", "--service", "shop");
    expect(stdout).toContain("service:shop  100.0 % available over 1 d, objective 99 % met");
    expect(stdout).toContain("3 × the usual 5 min");
    expect(stdout).toContain("burn rate over 1 h/5 m: too few results to say");
    expect(status).toBe(0);
  });

  test("a missed objective is critical, and says how much of the budget was spent", async () => {
    const cwd = await folderWith((host, at) => host === "web3" && at.startsWith("2026-11-28T08:"));
    const { status, stdout } = await run(cwd, "report", "availability");
    expect(status).toBe(2);
    expect(stdout).toContain("service:blog  95.8 % available over 1 d, objective 99.9 % missed");
    expect(stdout).toContain("error budget 1 min, overspent by 59 min");
    expect(stdout).toContain("burn rate over 3 d/6 h: 27.8×/167×, ticket at 1×: burns too fast");
  });

  test("planned downtime counts only for what has the window", async () => {
    const night = (_host: string, at: string): boolean => /T0[23]:/.test(at);
    const cwd = await folderWith(night);
    const { stdout } = await run(cwd, "report", "availability", "all", "--over", "1d", "--json");
    const { results } = JSON.parse(stdout) as {
      results: { host: string; time: Record<string, number>; availability: number }[];
    };
    const hours = (host: string, kind: string): number =>
      (results.find((one) => one.host === host)?.time[kind] ?? NaN) / 3_600_000;
    expect([hours("db1", "planned"), hours("db1", "down")]).toEqual([2, 0]);
    expect([hours("web1", "planned"), hours("web1", "down")]).toEqual([0, 2]);
    expect(results.find(({ host }) => host === "db1")?.availability).toBe(100);
  });

  test("what was not observed is never up", async () => {
    const cwd = await folderWith(morning);
    const { status, stdout } = await run(cwd, "report", "availability", "--over", "30d", "--json");
    const document = JSON.parse(stdout) as { results: { time: Record<string, number> }[] };
    expect(status).toBe(3);
    expect(document).toMatchObject({
      schema: "itom.report.availability/1",
      summary: { subjects: 2, met: 0, missed: 0, inconclusive: 2 },
      results: [
        {
          service: "shop",
          verdict: "inconclusive",
          basis: "depends_on",
          checks: 4,
          intervalMs: 300_000,
          gapMs: 900_000,
        },
        {},
      ],
    });
    // A day and a half was observed.
    expect((document.results[0]?.time["unobserved"] ?? 0) / 86_400_000).toBe(28.5);
  });

  test("a stated interval says what a gap is", async () => {
    const cwd = await folderWith(() => false);
    const { stdout } = await run(
      cwd,
      "report",
      "availability",
      "web1",
      "--over",
      "1d",
      "--interval",
      "1m",
      "--json",
    );
    // Each result, five minutes from the next, stands for one of them.
    expect(JSON.parse(stdout)).toMatchObject({
      results: [
        { intervalMs: 60_000, gapMs: 180_000, time: { up: 288 * 60_000, unobserved: 288 * 240_000 } },
      ],
    });
  });

  test.each([
    [["--interval", "0s"], 64, "--interval 0s is no duration"],
    [["--service", "shp"], 64, 'there is no service "shp"'],
    [["--over", "soon"], 64, "--over soon is no duration"],
    [["web1", "--id", "pong"], 64, 'no check has the id "pong"'],
    [["nobody"], 64, "nobody"],
  ])("report availability %j is refused with %i", async (words, status, message) => {
    const cwd = await folderWith(morning);
    const answer = await run(cwd, "report", "availability", ...words);
    expect(answer.status).toBe(status);
    expect(answer.stderr).toContain(message);
  });

  test("where nothing was recorded it says so", async () => {
    const cwd = scratch();
    mkdirSync(dirname(join(cwd, "inventory.yaml")), { recursive: true });
    writeFileSync(join(cwd, "inventory.yaml"), inventory);
    const { status, stdout } = await run(cwd, "report", "availability", "--service", "shop");
    expect(status).toBe(3);
    expect(stdout).toContain("nothing observed");
  });
});

describe("itom check", () => {
  test("packs the day that has ended, and keeps it as long as the inventory says", async () => {
    const cwd = await folderWith(morning);
    const text = `version: 1
settings: { history: { raw: 1d } }
hosts: { here: { connection: local } }
checks: [{ on: here, type: command, command: "true" }]
`;
    writeFileSync(join(cwd, "inventory.yaml"), text);
    expect((await run(cwd, "check")).status).toBe(0);
    expect(readdirSync(join(cwd, ".itom/checks/history"))).toEqual(["2026-11-28.jsonl"]);
    expect(readdirSync(join(cwd, ".itom/checks/packed"))).toEqual(["2026-11-27.jsonl.gz"]);
    const later = await runCli(["check"], { cwd, now: () => new Date("2026-11-29T12:00:00Z") });
    expect(later.status).toBe(0);
    expect(readdirSync(join(cwd, ".itom/checks/packed"))).toEqual(["2026-11-28.jsonl.gz"]);
    expect(readdirSync(join(cwd, ".itom/checks/hourly"))).toEqual([
      "2026-11-27.jsonl.gz",
      "2026-11-28.jsonl.gz",
    ]);
  });

  test("-n of state compact changes nothing", async () => {
    const cwd = await folderWith(morning);
    const { status, stdout } = await run(cwd, "state", "compact", "-n");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "to pack       2026-11-27  would be packed\n" });
    expect(readdirSync(join(cwd, ".itom/checks/history"))).toHaveLength(2);
  });

  test.each(["1h", "0d", "soon", 7])("history is not kept for %s", async (raw) => {
    const cwd = scratch();
    writeFileSync(join(cwd, "inventory.yaml"), `version: 1\nsettings: { history: { raw: ${raw} } }\n`);
    const { status, stderr } = await run(cwd, "state", "compact");
    expect(status).toBe(78);
    expect(stderr).toContain("inventory.yaml:2:29");
  });
});
