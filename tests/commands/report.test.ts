import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../support/run-cli.js";
import { scratch, folderWith, run, morning, inventory } from "./support/two-days.js";

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
